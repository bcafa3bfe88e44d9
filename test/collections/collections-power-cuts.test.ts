import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import '../support/environment.ts';
import { type Programme, programmes } from '#brands/programmes.ts';
import { depositRecorded } from '#events/deposit.recorded.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { firedBy, Timer } from '#layers/table/timer.ts';
import { between } from '#layers/time/clock.ts';
import { learnBin } from '../../functions/collections/bins.ts';
import { type Collection, standing } from '../../functions/collections/collection.ts';
import { countIsDue, pages } from '../../functions/collections/count.ts';
import { empty } from '../../functions/collections/emptyings.ts';
import { file } from '../../functions/collections/papers.ts';
import { request, requestFull, withdraw } from '../../functions/collections/requests.ts';
import { review } from '../../functions/collections/review.ts';
import { clockAt, pass } from '../support/clock-in-hand.ts';
import { origin } from '../support/origins.ts';
import { callsMade, cuts, planCuts, unlessItDies } from '../support/power-cuts.ts';
import { tableInMemory } from '../table/table-in-memory.ts';

const now = '2026-11-22T10:00:00.000Z';
const emptiedAt = '2026-11-22T09:00:00.000Z';
const programme = programmes.retorno as Programme;
const place = { deviceId: 'rvm-0001', siteId: 'plaza-mayor', organisationId: 'ayuntamiento' };

type Table = ReturnType<typeof tableInMemory>;

const heard = (id: string): Origin =>
  origin({ owner: 'collections', cause: { id, subject: 'device#rvm-0001', time: now } });
const asked = (id: string): Origin => ({
  ...heard(id),
  cause: { id, subject: 'request#w-1', time: now },
  actor: { id: 'w-1', role: 'warehouse' },
  once: { pk: `collections#retorno#once#warehouse:w-1#${id}`, sk: 'once' },
});

/** A machine's deposit, known when it was made. */
async function deposit(id: string, time: string, grams: number): Promise<void> {
  clockAt(time);
  const said = say(depositRecorded, {
    about: 'rvm-0001',
    effect: 'deposit',
    data: { ...place, outcome: 'accepted', containers: [{ material: 'pet', count: 1, grams }] },
  });
  await commit(origin({ cause: { id, subject: 'device#rvm-0001', time } }), { events: [said] });
}

/** Seven deposits of 1, 2, 4 … grams in the bag that is emptied at nine, and one after it. */
async function deposited(): Promise<void> {
  for (let n = 0; n < 7; n++) await deposit(`d-${n}`, `2026-11-22T08:0${n}:00.000Z`, 2 ** n);
  await deposit('after', '2026-11-22T09:30:00.000Z', 1000);
  clockAt(now);
}

const full = () => requestFull(heard('full'), programme, { ...place, fullAt: '2026-11-22T08:50:00.000Z' });
const emptied = (id = 'col-full') => empty(asked('emptying'), programme, id, { deviceId: 'rvm-0001', at: emptiedAt });
const paper = (grams: number, more: object = {}) => ({
  number: 'N-1',
  issuer: 'recicladora',
  masses: [{ material: 'pet', grams }],
  ...more,
});
const weighed = () => file(asked('ticket'), 'col-full', 'weighings', paper(127));
const received = (grams = 127) => file(asked('receipt'), 'col-full', 'receipts', paper(grams));

/** The sweeper, once the books are closed, until no timer is left. */
async function counted(table: Table): Promise<void> {
  pass(between(now, '2026-11-23T10:00:00.000Z'));
  for (let timers = due(table); timers.length > 0; timers = due(table)) {
    for (const timer of timers) await countIsDue(firedBy(timer), timer);
    pass(60_000);
  }
}

const due = (table: Table): Timer[] =>
  table.items().flatMap((item) => (item.kind === 'count' ? [Timer.parse(item)] : []));

async function inReview(table: Table): Promise<void> {
  await Promise.all([full()]);
  await emptied();
  await weighed();
  await received(1127);
  await counted(table);
  clockAt(now);
}

/** Each command: what happens before it, what it does, and what then stands of the collection and is said of it. */
const commands: Record<
  string,
  { before: (table: Table) => Promise<unknown>; run: (table: Table) => Promise<unknown>; says: string[]; state: string }
> = {
  'a full bin': { before: async () => {}, run: full, says: ['requested'], state: 'requested' },
  'asking by hand': {
    before: full,
    run: () => request(asked('hand'), programme, ['rvm-0001']),
    says: ['requested', 'requested', 'withdrawn'],
    state: 'withdrawn',
  },
  withdrawing: {
    before: full,
    run: () => withdraw(asked('withdrawal'), 'col-full', { deviceId: 'rvm-0001', reason: 'No hay acceso' }),
    says: ['requested', 'withdrawn'],
    state: 'withdrawn',
  },
  'emptying a bin': { before: full, run: () => emptied(), says: ['emptied', 'requested'], state: 'emptied' },
  weighing: { before: full, run: weighed, says: ['requested', 'weighed'], state: 'requested' },
  'counting, in pages': {
    before: async () => {
      await full();
      await emptied();
      await weighed();
      await received();
    },
    run: counted,
    says: ['counted', 'emptied', 'received', 'reconciled', 'requested', 'weighed'],
    state: 'reconciled',
  },
  'the receipt that completes the papers': {
    before: async (table) => {
      await full();
      await emptied();
      await weighed();
      await counted(table);
      clockAt(now);
    },
    run: () => received(),
    says: ['counted', 'emptied', 'received', 'reconciled', 'requested', 'weighed'],
    state: 'reconciled',
  },
  'a correction': {
    before: inReview,
    run: () => file(asked('correction'), 'col-full', 'receipts', paper(127, { replaces: 'rec-receipt' })),
    says: ['counted', 'emptied', 'mismatched', 'received', 'received', 'reconciled', 'requested', 'weighed'],
    state: 'reconciled',
  },
  'making a paper void': {
    before: async () => {
      await full();
      await weighed();
    },
    run: () => file(asked('void'), 'col-full', 'weighings', paper(0, { masses: [], replaces: 'w-ticket' })),
    says: ['requested', 'weighed', 'weighed'],
    state: 'requested',
  },
  'emptying a bin that waits elsewhere': {
    before: async () => {
      await full();
      await learnBin(heard('provisioned-2'), { ...place, deviceId: 'rvm-0002' });
      await request(asked('other'), programme, ['rvm-0002']);
    },
    run: () => emptied('col-other'),
    says: ['emptied', 'requested', 'requested', 'withdrawn'],
    state: 'withdrawn',
  },
  'emptying a bin that was found full since': {
    before: async () => {
      await full();
      await requestFull(heard('again'), programme, { ...place, fullAt: '2026-11-22T09:45:00.000Z' });
    },
    run: () => emptied(),
    says: ['emptied', 'requested', 'requested'],
    state: 'emptied',
  },
  'deciding on a difference': {
    before: inReview,
    run: () => review(asked('decision'), 'col-full', { decision: 'claimed', reason: 'Falta un kilo' }),
    says: ['counted', 'emptied', 'mismatched', 'received', 'requested', 'reviewed', 'weighed'],
    state: 'reviewed',
  },
};

const wholePages = { ...pages };
beforeEach(() => void Object.assign(pages, { size: 3, atOnce: 1 }));
afterEach(() => {
  Object.assign(pages, wholePages);
  planCuts();
  jest.restoreAllMocks();
});

async function prepared(before: (table: Table) => Promise<unknown> = async () => {}): Promise<Table> {
  const table = tableInMemory();
  clockAt(now);
  await learnBin(heard('provisioned'), place);
  await deposited();
  await before(table);
  return table;
}

const said = (table: Table): string[] =>
  table
    .items()
    .flatMap(({ type }) => (`${type}`.startsWith('collection.') ? [`${type}`.slice('collection.'.length)] : []))
    .sort();

const collectionIn = (table: Table): Collection =>
  table.at({ pk: 'collections#retorno#collection#col-full', sk: 'collection' }) as unknown as Collection;

function expectWhole(table: Table, { says, state }: { says: string[]; state: string }): void {
  expect([said(table), standing(collectionIn(table)).state]).toEqual([says, state]);
  const { emptyings } = collectionIn(table);
  for (const { count } of emptyings) {
    if (count !== undefined) expect(count).toMatchObject({ deposits: 7, containers: [{ count: 7, grams: 127 }] });
  }
}

const refused = /^(bin-not-asked|nothing-to-review|paper-replaced)$/;

describe.each(Object.entries(commands))('%s', (_command, { before, run, ...outcome }) => {
  it('has one effect, whichever call to the table is cut off in whichever way, and then tried again', async () => {
    const whole = await prepared(before);
    planCuts();
    await run(whole);
    const calls = callsMade();
    expect(calls).toBeGreaterThan(0);
    for (let at = 1; at <= calls; at++) {
      for (const cut of cuts) {
        const table = await prepared(before);
        planCuts([[at, cut]]);
        await unlessItDies(() => run(table)).catch(() => {});
        planCuts();
        clockAt(now);
        // A request that was carried out is answered from what was kept of it; here its handler runs again, and is refused.
        await run(table).catch((error: Error) => expect(error.message).toMatch(refused));
        expectWhole(table, outcome);
      }
    }
  });

  it('has one effect when it happens five times at once', async () => {
    const table = await prepared(before);
    await Promise.allSettled(Array.from({ length: 5 }, () => run(table)));
    clockAt(now);
    await run(table).catch(() => {});
    expectWhole(table, outcome);
  });
});

describe('the facts of a collection', () => {
  it('come to the same in whatever order they are reported', async () => {
    const facts = ['emptying', 'weighing', 'receipt', 'count'] as const;
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...facts], { minLength: 4 }), async (order) => {
        const table = await prepared(full);
        for (const fact of order) {
          if (fact === 'emptying') await emptied();
          if (fact === 'weighing') await weighed();
          if (fact === 'receipt') await received();
          if (fact === 'count') await counted(table);
        }
        await counted(table);
        expect(standing(collectionIn(table))).toMatchObject({
          state: 'reconciled',
          balance: [{ material: 'pet', deposited: 127, weighed: 127, received: 127 }],
        });
        expect(said(table).filter((type) => type === 'reconciled')).toHaveLength(1);
      }),
      { numRuns: 24 },
    );
  });

  it('are all kept when several people report at the same moment', async () => {
    const table = await prepared(full);
    const ticket = (n: number) => file(asked(`ticket-${n}`), 'col-full', 'weighings', paper(10, { number: `B-${n}` }));
    await Promise.all([emptied(), received(), ...Array.from({ length: 4 }, (_, n) => ticket(n))]);
    const { weighings, receipts, emptyings, bins } = collectionIn(table);
    expect([weighings.length, receipts.length, emptyings.length]).toEqual([4, 1, 1]);
    expect(bins).toMatchObject([{ state: 'emptied' }]);
  });

  it('are not taken twice: a paper, an emptying, a correction', async () => {
    await prepared(full);
    await emptied();
    const { documentId } = await received();
    const again = (id: string, more = {}) => file(asked(id), 'col-full', 'receipts', paper(127, more));
    await expect(again('second')).rejects.toThrow('paper-known');
    await expect(again('third', { replaces: 'rec-none' })).rejects.toThrow('paper-unknown');
    await again('fourth', { replaces: documentId });
    await expect(again('fifth', { replaces: documentId })).rejects.toThrow('paper-replaced');
    const twice = empty(asked('again'), programme, 'col-full', { deviceId: 'rvm-0001', at: emptiedAt });
    await expect(twice).rejects.toThrow('emptying-known');
    const ahead = empty(asked('ahead'), programme, 'col-full', {
      deviceId: 'rvm-0001',
      at: '2026-11-22T10:06:00.000Z',
    });
    await expect(ahead).rejects.toThrow('instant-ahead');
  });

  it('ask nothing of a bin that was emptied after it was full', async () => {
    const table = await prepared();
    const { id } = await request(asked('hand'), programme, ['rvm-0001']);
    await emptied(id);
    await full();
    expect(said(table)).toEqual(['emptied', 'requested']);
  });
});
