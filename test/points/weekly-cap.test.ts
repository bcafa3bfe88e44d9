import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { figures } from './histories/environment.ts';
import { inTheWorld } from './histories/place.ts';
import { asked, instant, person, type Stage, theProduct, told, written } from './histories/product.ts';
import type { Message } from './histories/reference.ts';

const brand = 'prudente';
const { weeklyCap = 0, perContainer } = figures[brand] as NonNullable<(typeof figures)[string]>;
const begins = Date.parse('2027-03-17T10:00:00.000Z');
const weeks = [0, 7 * 86_400_000, 14 * 86_400_000];
const cards = ['card-1', 'card-2', 'card-3', 'card-4'];

interface Deposit {
  readonly account: string;
  readonly glass: number;
  readonly week: number;
}

/** A deposit, or one of the two moments of a link: when customers writes whose the card is, and when points hears of it. */
type Step = Deposit | { readonly written: string } | { readonly heard: string };

const deposit: fc.Arbitrary<Deposit> = fc.record({
  account: fc.constantFrom('c-1', 'c-1', ...cards),
  glass: fc.integer({ min: 1, max: weeklyCap / 2 }),
  week: fc.constantFrom(0, 0, 1, 2),
});

/** The same deposits, and the links of all cards, twice: each time in an order of its own. */
const told2 = fc.array(deposit, { minLength: 1, maxLength: 12 }).chain((deposits) => {
  const links = cards.flatMap((card) => [{ written: card }, { heard: card }]);
  const order = fc.shuffledSubarray([...deposits, ...links], { minLength: deposits.length + links.length }).map(inTime);
  return fc.tuple(fc.constant(deposits), order, order);
});

/** Nobody hears of a link before it is written. */
function inTime(steps: readonly Step[]): Step[] {
  const cardsHeard = new Set<string>();
  return steps.map((step) => {
    const card = 'written' in step ? step.written : 'heard' in step ? step.heard : undefined;
    if (card === undefined) return step;
    const first = !cardsHeard.has(card);
    cardsHeard.add(card);
    return first ? { written: card } : { heard: card };
  });
}

const eventId = (nth: number): string => `e${String(nth).padStart(21, '0')}`;

async function active(steps: readonly Step[], deposits: readonly Deposit[]): Promise<number> {
  const place = await inTheWorld(instant(begins));
  const stage: Stage = { product: await theProduct(), place };
  await written(stage, brand, 'c-1', person('c-1', 'Europe/Madrid'));
  for (const [nth, step] of steps.entries()) {
    if ('written' in step) await written(stage, brand, step.written, { customerId: 'c-1' });
    else expect(await told(stage, brand, messageOf(step, nth, deposits))).toBe(true);
  }
  const { body } = await asked(stage, { brand, path: '/api/points/balance', by: 'c-1' });
  return body.active;
}

function messageOf(step: Exclude<Step, { written: string }>, nth: number, deposits: readonly Deposit[]): Message {
  if ('heard' in step) {
    const data = { customerId: 'c-1', kind: 'card', accountId: step.heard };
    return { id: eventId(1000 + nth), type: 'customer.linked', time: begins, data };
  }
  const containers = [{ material: 'glass', count: step.glass, grams: 10 }];
  const place = { deviceId: 'rvm-1', siteId: 'market', organisationId: 'town', outcome: 'accepted' };
  const data = { ...place, accountId: step.account, containers };
  const time = begins - (weeks[step.week] as number);
  return { id: eventId(deposits.indexOf(step)), type: 'deposit.recorded', time, data };
}

/** By hand: of each week all that was thrown in by whomever's card, up to the most. */
const rightly = (deposits: readonly Deposit[]): number =>
  weeks.reduce((sum, _, week) => {
    const worth = deposits
      .filter((each) => each.week === week)
      .reduce((total, { glass }) => total + glass * (perContainer.glass as number), 0);
    return sum + Math.min(weeklyCap, worth);
  }, 0);

describe('the most of a week', () => {
  it('binds a person, in whatever order they deposit on cards and link them', async () => {
    await fc.assert(
      fc.asyncProperty(told2, async ([deposits, one, other]) => {
        const right = rightly(deposits);
        expect([await active(one, deposits), await active(other, deposits)]).toEqual([right, right]);
      }),
      { numRuns: 40, seed: 2027 },
    );
  });

  it('binds also who waits with the linking until the weeks are long over', async () => {
    const deposits = [...cards, 'c-1'].map((account) => ({ account, glass: weeklyCap, week: 0 }));
    const place = await inTheWorld(instant(begins));
    const stage: Stage = { product: await theProduct(), place };
    await written(stage, brand, 'c-1', person('c-1', 'Europe/Madrid'));
    for (const [nth, each] of deposits.entries()) await told(stage, brand, messageOf(each, nth, deposits));
    const later = begins + 100 * 86_400_000;
    await place.passTo(later);
    const drop = { account: 'c-1', glass: 1, week: 0 };
    const month = messageOf(drop, 900, [drop]);
    await told(stage, brand, { ...month, id: eventId(900), time: later } as Message);
    for (const [nth, card] of cards.entries()) {
      await written(stage, brand, card, { customerId: 'c-1' });
      const linked = messageOf({ heard: card }, nth, deposits);
      await told(stage, brand, { ...linked, time: later } as Message);
    }
    const { body } = await asked(stage, { brand, path: '/api/points/balance', by: 'c-1' });
    expect(body.active).toBe(weeklyCap + (perContainer.glass as number));
    const { body: ledger } = await asked(stage, { brand, path: '/api/points/entries', by: 'c-1' });
    expect(ledger.entries[0]).toMatchObject({ kind: 'capped', points: -weeklyCap, rule: 'containers' });
    expect(ledger.entries[0].title).toBe('No cuentan 60 puntos de la tarjeta: pasan del máximo de la semana');
  });
});
