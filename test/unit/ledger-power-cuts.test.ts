import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import './environment.ts';
import type { Reward } from '#brands/programmes.ts';
import { type Programme, programmes } from '#brands/programmes.ts';
import type { Item } from '#layers/table/change.ts';
import { create } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import type { Origin } from '#layers/table/origin.ts';
import { firedBy, Timer } from '#layers/table/timer.ts';
import { lotIsDue } from '../../functions/points/expiry.ts';
import { earn } from '../../functions/points/ledger.ts';
import { cancel, redeem } from '../../functions/points/redemptions.ts';
import { clockAt } from './clock-in-hand.ts';
import { origin } from './origins.ts';
import { callsMade, cuts, planCuts, unlessItDies } from './power-cuts.ts';
import { tableInMemory } from './table-in-memory.ts';

const now = '2026-11-22T10:00:00.000Z';
const lot = '2027-11@Europe/Madrid';
const retorno = programmes.retorno as Programme;
const bag: Reward = { id: 'tote-bag', name: { es: 'Bolsa' }, points: 80, stock: 'pieces', perPerson: 1 };

/** What a deposit, a request or a timer leads points to do. */
const by = (id: string, once = false): Origin =>
  origin({
    owner: 'points',
    cause: { id, subject: 'customer#c-1', time: now },
    ...(once && { once: { pk: `points#retorno#once#customer:c-1#${id}`, sk: 'once' } }),
  });

const decision = { points: 100, rule: 'containers', ruleVersion: 1 };
const earned = (id = 'deposit') => earn(by(id), { accountId: 'c-1', effect: 'containers', decision, lot });
const redeemed = () => redeem(by('wish', true), 'c-1', bag);
const piece = create({ pk: 'points#retorno#stock#tote-bag', sk: 'piece#1' });

type Table = ReturnType<typeof tableInMemory>;

/** Each command of the ledger: what happens before it, what it does, and the balance after it. */
const commands: Record<
  string,
  { before: () => Promise<unknown>; run: (table: Table) => Promise<unknown>; leaves: number }
> = {
  'earning the first points of a month': { before: async () => {}, run: () => earned(), leaves: 100 },
  'earning more of a month': { before: () => earned('earlier'), run: () => earned(), leaves: 200 },
  redeeming: { before: stocked, run: redeemed, leaves: 20 },
  'cancelling a redemption': {
    before: async () => {
      await stocked();
      await redeemed();
    },
    run: () => cancel(by('regret', true), 'r-wish', now, retorno),
    leaves: 100,
  },
  expiring: {
    before: async () => {
      await earned();
      clockAt('2027-12-01T08:00:00.000Z');
    },
    run: async (table) => {
      for (const item of table.items().filter(({ kind }) => kind === 'lot')) {
        const timer = Timer.parse(item);
        await lotIsDue(firedBy(timer), timer);
      }
    },
    leaves: 0,
  },
};

async function stocked(): Promise<void> {
  await earned();
  await commit(by('stock'), { changes: [piece] });
}

beforeEach(() => clockAt(now));
afterEach(() => {
  planCuts();
  jest.restoreAllMocks();
});

const signs: Record<string, number> = {
  'points.earned': 1,
  'points.redeemed': -1,
  'points.reversed': 1,
  'points.expired': -1,
};

/** The balance is the sum of the entries and of the lots, and is what it must be. */
function expectBalanced(table: Table, leaves: number): void {
  const items = table.items() as (Item & { type?: string; data?: { points: number } })[];
  const entries = items.filter(({ type = '' }) => type in signs);
  const sum = entries.reduce((total, { type = '', data }) => total + (signs[type] as number) * (data?.points ?? 0), 0);
  const head = items.find(({ sk }) => sk === 'head') as Item;
  const lots = Object.entries(head).filter(([field]) => field.startsWith('lot:'));
  const held = lots.reduce((total, [, points]) => total + (points as number), 0);
  expect([sum, held, head.balance, head.seq]).toEqual([leaves, leaves, leaves, entries.length]);
}

describe.each(Object.entries(commands))('%s', (_command, { before, run, leaves }) => {
  async function prepared(): Promise<Table> {
    clockAt(now);
    const table = tableInMemory();
    await before();
    return table;
  }

  it('has one effect, whichever call to the table is cut off in whichever way, and then tried again', async () => {
    const whole = await prepared();
    planCuts();
    await run(whole);
    const calls = callsMade();
    expect(calls).toBeGreaterThan(0);
    for (let at = 1; at <= calls; at++) {
      for (const cut of cuts) {
        const table = await prepared();
        planCuts([[at, cut]]);
        await unlessItDies(() => run(table)).catch(() => {});
        planCuts();
        // A request that was carried out is answered from what was kept of it; here its handler runs again, and is refused.
        await run(table).catch((error: Error) =>
          expect(error.message).toMatch(/^re(demption-closed|ward-out-of-stock)$/),
        );
        expectBalanced(table, leaves);
      }
    }
  });

  it('has one effect when it happens five times at once', async () => {
    const table = await prepared();
    await Promise.allSettled(Array.from({ length: 5 }, () => run(table)));
    await run(table).catch(() => {});
    expectBalanced(table, leaves);
  });
});

describe('five different wishes at once, with points for one', () => {
  it('are one redemption and four refusals, and nothing is spent that is not there', async () => {
    const table = tableInMemory();
    await earned();
    const gift: Reward = { id: 'food-bank', name: { es: 'Donación' }, points: 80, stock: 'unlimited' };
    const wishes = Array.from({ length: 5 }, (_, n) => redeem(by(`wish-${n}`, true), 'c-1', gift));
    const outcomes = await Promise.allSettled(wishes);
    expect(outcomes.map((each) => (each.status === 'fulfilled' ? 'redeemed' : each.reason.message)).sort()).toEqual([
      ...Array(4).fill('not-enough-points'),
      'redeemed',
    ]);
    expectBalanced(table, 20);
  });
});
