import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import './environment.ts';
import { type Points, type Programme, programmes, type Reward } from '#brands/programmes.ts';
import type { Event } from '#events/event.ts';
import type { Heard } from '#layers/runtime/on-event.ts';
import { create, type Item } from '#layers/table/change.ts';
import { CauseChanged, commit } from '#layers/table/commit.ts';
import { heardBy, type Origin } from '#layers/table/origin.ts';
import { firedBy, Timer } from '#layers/table/timer.ts';
import { activeOf, headsOf, link } from '../../functions/points/account.ts';
import { orderIsOver } from '../../functions/points/activation.ts';
import { adjust, approve, openAdjustments, reject } from '../../functions/points/adjustments.ts';
import { awaitBirthday, birthdayIsHere, countMonths, monthIsOver } from '../../functions/points/anniversaries.ts';
import { bookRecycled, waitIsOver } from '../../functions/points/doubling.ts';
import { earn } from '../../functions/points/earn.ts';
import { lotIsDue } from '../../functions/points/expiry.ts';
import { bookDelivery, bookPurchase } from '../../functions/points/purchases.ts';
import { cancel, redeem } from '../../functions/points/redemptions.ts';
import { bookRefund } from '../../functions/points/refunds.ts';
import { addCodes, addPieces, left } from '../../functions/points/stock.ts';
import { clockAt } from './clock-in-hand.ts';
import { origin } from './origins.ts';
import { callsMade, cuts, planCuts, unlessItDies } from './power-cuts.ts';
import { tableInMemory } from './table-in-memory.ts';

const now = '2026-11-22T10:00:00.000Z';
const lot = '2027-11@Europe/Madrid';
const rules: Points = {
  name: { es: 'puntos' },
  expireAfterMonths: 12,
  purchases: {
    id: 'purchases',
    version: 1,
    currency: 'EUR',
    classes: ['consumable'],
    perUnit: 5,
    withdrawalDays: 14,
    refunds: 'within-balance',
    volume: { id: 'volume', version: 1, steps: [{ from: 1_000, points: 10 }] },
  },
  doubling: { id: 'doubling', version: 1, withinDays: 90 },
  tenure: { id: 'tenure', version: 1, points: 7 },
  birthday: { id: 'birthday', version: 1, points: 30 },
  adjustments: { limit: 50 },
  rewards: [{ id: 'tote-bag', name: { es: 'Bolsa' }, points: 80, stock: 'pieces', perPerson: 1 }],
};
const programme: Programme = { ...(programmes.retorno as Programme), points: rules };
const bag = rules.rewards[0] as Reward;

const withRefunds = (refunds: 'only-pending' | 'within-balance' | 'negative'): Programme => ({
  ...programme,
  points: { ...rules, purchases: { ...(rules.purchases as NonNullable<Points['purchases']>), refunds } },
});

/** What a deposit, a request or a timer leads points to do. */
const by = (id: string, once = false, who = 'manager-1'): Origin =>
  origin({
    owner: 'points',
    cause: { id, subject: 'customer#c-1', time: now },
    actor: { id: who, role: 'manager' },
    ...(once && { once: { pk: `points#retorno#once#customer:c-1#${id}`, sk: 'once' } }),
  });

/** An event of another capability as it is heard. */
function heard<Data>(type: string, data: Data, at = now, rules = programme): [Event<Data>, Heard] {
  const event = { id: `${type}-id`, type, subject: 'x#1', time: at, data, brand: 'retorno', dataschema: type };
  const whole = { ...event, actor: { id: 'x', role: 'system' } } as unknown as Event<Data>;
  return [whole, { programme: rules, origin: heardBy('points', whole as Event) }];
}

const decision = { points: 100, rule: 'containers', ruleVersion: 1 };
const earned = (id = 'deposit') => earn(by(id), { accountId: 'c-1', effect: 'containers', decision, lot });
const capped = (id: string, most: number) =>
  earn(by(id), {
    accountId: 'c-1',
    effect: 'containers',
    decision,
    lot,
    cap: { accountId: 'c-1', monday: '2026-11-16', most },
  });
const redeemed = () => redeem(by('wish', true), 'c-1', bag);
const piece = create({ pk: 'points#retorno#stock#tote-bag', sk: 'piece#1' });

const order = { orderId: 'o-1', customerId: 'c-1' };
const lines = [
  { line: '1', class: 'consumable', paid: 1_000 },
  { line: '2', class: 'device', paid: 9_900 },
  { line: '3', class: 'consumable', paid: 1_000 },
];
/** 50 points a line, 10 more for the whole. */
const paid = (rules?: Programme) =>
  bookPurchase(...heard('order.paid', { ...order, currency: 'EUR', paid: 11_900, lines }, now, rules));
const delivered = () => bookDelivery(...heard('order.delivered', order));
const refunded = (rules?: Programme) => {
  const back = [
    { line: '1', paid: 1_000, refunded: 1_000 },
    { line: '2', paid: 9_900, refunded: 1 },
  ];
  const data = { ...order, refundId: 're-1', currency: 'EUR', refunded: 1_001, paid: 11_900, lines: back };
  return bookRefund(...heard('order.refunded', data, now, rules));
};
const recycled = () => bookRecycled(...heard('case.recycled', { caseId: 'k-1', customerId: 'c-1', serials: ['S-1'] }));

async function active(rules?: Programme): Promise<void> {
  await paid(rules);
  await delivered();
  clockAt('2026-12-10T10:00:00.000Z');
  await timers('activation');
  clockAt(now);
}

async function spent(rules: Programme): Promise<void> {
  await active(rules);
  await stocked(0);
  clockAt('2026-12-10T10:00:00.000Z');
  await redeemed();
}

const adjusted = (points: number, who?: string) =>
  adjust(by('adjust', true, who), programme, { customerId: 'c-1', points, reason: 'goodwill', note: 'por la espera' });

type Table = ReturnType<typeof tableInMemory>;
let table: Table;

/** Fires the timers of a kind that are due. */
async function timers(kind: string, rules = programme): Promise<void> {
  const fire = {
    lot: (timer: Timer) => lotIsDue(firedBy(timer), timer),
    activation: (timer: Timer) => orderIsOver(rules, firedBy(timer), timer),
    doubling: (timer: Timer) => waitIsOver(rules, firedBy(timer), timer),
    tenure: (timer: Timer) => monthIsOver(rules, firedBy(timer), timer),
    birthday: (timer: Timer) => birthdayIsHere(rules, firedBy(timer), timer),
  }[kind] as (timer: Timer) => Promise<unknown>;
  const due = new Date(Date.now()).toISOString();
  for (const item of table.items().filter((each) => each.kind === kind && each.pk.startsWith('timer#'))) {
    if ((item.dueAt as string) <= due) await fire(Timer.parse(item));
  }
}

const person = {
  pk: 'customers#retorno#person#c-1',
  sk: 'person',
  customerId: 'c-1',
  name: 'Ana',
  email: 'ana@example.org',
  emailConfirmed: true,
  language: 'es',
  zone: 'Europe/Madrid',
  birthday: '1996-02-29',
};
const registered = () => commit(origin({ owner: 'customers' }), { changes: [create(person)] });
const told: Heard = { programme, origin: by('registered') };

/** Each command of the ledger: what happens before it, what it does, and what is active and pending after it. */
interface Command {
  readonly before: () => Promise<unknown>;
  readonly run: () => Promise<unknown>;
  readonly leaves: [active: number, pending: number];
  /** What else must hold then. */
  readonly also?: () => Promise<void>;
}

const commands: Record<string, Command> = {
  'earning the first points of a month': { before: async () => {}, run: () => earned(), leaves: [100, 0] },
  'earning more of a month': { before: () => earned('earlier'), run: () => earned(), leaves: [200, 0] },
  'earning as much as a week has room for': {
    before: () => capped('earlier', 150),
    run: () => capped('deposit', 150),
    leaves: [150, 0],
  },
  'earning where a week is full': {
    before: () => capped('earlier', 100),
    run: () => capped('deposit', 100),
    leaves: [100, 0],
  },
  redeeming: { before: stocked, run: redeemed, leaves: [20, 0] },
  'redeeming where something else has expired and is not booked yet': {
    before: async () => {
      await stocked();
      await earn(by('old'), { accountId: 'c-1', effect: 'containers', decision, lot: '2026-12@Europe/Madrid' });
      clockAt('2027-01-02T10:00:00.000Z');
    },
    run: redeemed,
    leaves: [20, 0],
  },
  'cancelling a redemption': {
    before: async () => {
      await stocked();
      await redeemed();
    },
    run: () => cancel(by('regret', true), 'r-wish', now, programme),
    leaves: [100, 0],
  },
  expiring: {
    before: async () => {
      await earned();
      clockAt('2027-12-01T08:00:00.000Z');
    },
    run: async () => {
      // Its warnings are over, so the timer goes on to the end of the lot, and then that comes.
      await timers('lot');
      await timers('lot');
    },
    leaves: [0, 0],
  },
  'warning of what expires': {
    before: async () => {
      await earned();
      clockAt('2027-11-10T08:00:00.000Z');
    },
    run: () => timers('lot'),
    leaves: [100, 0],
  },
  'booking a purchase': { before: async () => {}, run: () => paid(), leaves: [0, 110] },
  'booking a purchase that was delivered, refunded and waited for': {
    before: async () => {
      await delivered();
      await refunded();
      await recycled();
    },
    run: () => paid(),
    leaves: [0, 110],
  },
  'booking a delivery': { before: () => paid(), run: delivered, leaves: [0, 110] },
  'making points active': {
    before: async () => {
      await paid();
      await delivered();
      clockAt('2026-12-10T10:00:00.000Z');
    },
    run: () => timers('activation'),
    leaves: [110, 0],
  },
  'refunding what is pending': { before: () => paid(), run: () => refunded(), leaves: [0, 55] },
  'refunding before the purchase is known': {
    before: async () => {},
    run: async () => {
      await refunded();
      await paid();
    },
    leaves: [0, 55],
  },
  'refunding what was spent, only pending points are taken': {
    before: () => spent(withRefunds('only-pending')),
    run: () => refunded(withRefunds('only-pending')),
    leaves: [30, 0],
  },
  'refunding what was spent, within the balance': {
    before: () => spent(withRefunds('within-balance')),
    run: () => refunded(withRefunds('within-balance')),
    leaves: [0, 0],
  },
  'refunding what was spent, beyond the balance': {
    before: () => spent(withRefunds('negative')),
    run: () => refunded(withRefunds('negative')),
    leaves: [-25, 0],
  },
  'earning where something is owed': {
    before: async () => {
      await spent(withRefunds('negative'));
      await refunded(withRefunds('negative'));
    },
    run: () => earned(),
    leaves: [75, 0],
  },
  'doubling what is pending': { before: () => paid(), run: recycled, leaves: [0, 220] },
  'doubling what is active': { before: () => active(), run: recycled, leaves: [220, 0] },
  'doubling what is bought afterwards': { before: recycled, run: () => paid(), leaves: [0, 220] },
  'waiting for a purchase in vain': {
    before: async () => {
      await recycled();
      clockAt('2027-02-22T10:00:00.000Z');
    },
    run: () => timers('doubling'),
    leaves: [0, 0],
  },
  'refunding what was doubled': {
    before: async () => {
      await paid();
      await recycled();
    },
    run: () => refunded(),
    leaves: [0, 110],
  },
  'adding points': { before: member, run: () => adjusted(50), leaves: [150, 0] },
  'taking points': { before: member, run: () => adjusted(-50), leaves: [50, 0] },
  'adding points with a second person': {
    before: async () => {
      await member();
      await adjusted(500);
    },
    run: () => approve(by('approval', true, 'manager-2'), programme, 'a-adjust'),
    leaves: [600, 0],
  },
  'refusing what a first person wanted to add': {
    before: async () => {
      await member();
      await adjusted(500);
    },
    run: () => reject(by('refusal', true, 'manager-2'), 'a-adjust'),
    leaves: [100, 0],
    also: async () => {
      expect(await openAdjustments('retorno')).toEqual([]);
      expect(table.items().filter(({ type }) => type === 'adjustment.rejected')).toHaveLength(1);
    },
  },
  'counting a card’s points among its owner’s': {
    before: async () => {
      await earn(by('on the card'), { accountId: 'card-1', effect: 'containers', decision, lot });
    },
    run: () => link(by('linked'), 'c-1', 'card-1'),
    leaves: [100, 0],
    also: async () => expect(activeOf(await headsOf('retorno', 'c-1'), now)).toBe(100),
  },
  'adding pieces of a reward': {
    before: async () => {},
    run: () => addPieces(by('pieces', true), 'tote-bag', 3),
    leaves: [0, 0],
    also: async () => expect(await left('retorno', 'tote-bag')).toBe(3),
  },
  'adding a partner’s codes': {
    before: async () => {},
    run: () => addCodes(by('codes', true), 'cinema', ['AAAA-1', 'AAAA-2']),
    leaves: [0, 0],
    also: async () => expect(await left('retorno', 'cinema')).toBe(2),
  },
  'hearing of a birthday': {
    before: registered,
    run: () => awaitBirthday('c-1', told),
    leaves: [0, 0],
    also: async () => expect(timersArmed()).toEqual([['birthday', '2027-02-27T23:00:00.000Z']]),
  },
  'hearing that somebody registered': {
    before: registered,
    run: () => countMonths('c-1', now, told),
    leaves: [0, 0],
    also: async () => expect(timersArmed()).toEqual([['tenure', '2026-12-21T23:00:00.000Z']]),
  },
  'a month more': {
    before: async () => {
      await registered();
      await countMonths('c-1', now, told);
      clockAt('2026-12-23T10:00:00.000Z');
    },
    run: () => timers('tenure'),
    leaves: [7, 0],
  },
  'a birthday': {
    before: async () => {
      await registered();
      await awaitBirthday('c-1', told);
      clockAt('2027-02-28T10:00:00.000Z');
    },
    run: () => timers('birthday'),
    leaves: [30, 0],
  },
};

const timersArmed = () =>
  table.items().flatMap(({ pk, kind, dueAt }) => (pk.startsWith('timer#') ? [[kind, dueAt]] : []));

async function member(): Promise<void> {
  await registered();
  await earned();
}

async function stocked(points = 100): Promise<void> {
  if (points > 0) await earned();
  await commit(by('stock'), { changes: [piece] });
}

beforeEach(() => clockAt(now));
afterEach(() => {
  planCuts();
  jest.restoreAllMocks();
});

interface EntryData {
  readonly points: number;
  readonly pending?: true | number;
  readonly lots?: readonly { lot: string; points: number }[];
}

/** What an entry adds to active and to pending points. */
const effects: Record<string, (data: EntryData) => [active: number, pending: number]> = {
  'points.earned': ({ points, pending }) => (pending ? [0, points] : [points, 0]),
  'points.activated': ({ points }) => [points, -points],
  'points.redeemed': ({ points }) => [-points, 0],
  'points.reversed': ({ points, pending = 0 }) => [points + Number(pending), -Number(pending)],
  'points.expired': ({ points }) => [-points, 0],
  'points.adjusted': ({ points }) => [points, 0],
};

/** Balance and pending points are the sum of the entries, and of the lots less the debt, and are what they must be. */
function expectBalanced(leaves: [active: number, pending: number]): void {
  const items = table.items() as (Item & { type?: string; data?: EntryData })[];
  const entries = items.filter(({ type = '' }) => type in effects);
  const moved = entries.map(({ type = '', data }) => effects[type]?.(data as EntryData) ?? [0, 0]);
  const sum = [0, 1].map((at) => moved.reduce((total, each) => total + (each[at] as number), 0));
  const head = items.find(({ sk }) => sk === 'head') as Item & { pending?: number; debt?: number };
  const { balance = 0, seq = 0, pending = 0, debt = 0 } = (head ?? {}) as Record<string, number>;
  const lots = Object.entries(head ?? {}).filter(([field]) => field.startsWith('lot:'));
  const held = lots.reduce((total, [, points]) => total + (points as number), 0) - debt;
  expect([sum, held, balance, pending, seq]).toEqual([leaves, leaves[0], leaves[0], leaves[1], entries.length]);
}

describe.each(Object.entries(commands))('%s', (_command, { before, run, leaves, also }) => {
  async function prepared(): Promise<void> {
    clockAt(now);
    table = tableInMemory();
    await before();
  }

  async function expectOneEffect(): Promise<void> {
    expectBalanced(leaves);
    await also?.();
  }

  it('has one effect, whichever call to the table is cut off in whichever way, and then tried again', async () => {
    await prepared();
    planCuts();
    await run();
    const calls = callsMade();
    expect(calls).toBeGreaterThan(0);
    await expectOneEffect();
    for (let at = 1; at <= calls; at++) {
      for (const cut of cuts) {
        await prepared();
        planCuts([[at, cut]]);
        await unlessItDies(() => run()).catch(() => {});
        planCuts();
        // A request that was carried out is answered from what was kept of it; here its handler runs again, and is refused.
        await run().catch((error: Error) =>
          expect(error.message).toMatch(/^(redemption-closed|reward-out-of-stock|adjustment-closed)$/),
        );
        await expectOneEffect();
      }
    }
  });

  it('has one effect when it happens five times at once', async () => {
    await prepared();
    await Promise.allSettled(Array.from({ length: 5 }, () => run()));
    await run().catch(() => {});
    await expectOneEffect();
  });
});

describe('five different wishes at once, with points for one', () => {
  it('are one redemption and four refusals, and nothing is spent that is not there', async () => {
    table = tableInMemory();
    await earned();
    const gift: Reward = { id: 'food-bank', name: { es: 'Donación' }, points: 80, stock: 'unlimited' };
    const wishes = Array.from({ length: 5 }, (_, n) => redeem(by(`wish-${n}`, true), 'c-1', gift));
    const outcomes = await Promise.allSettled(wishes);
    expect(outcomes.map((each) => (each.status === 'fulfilled' ? 'redeemed' : each.reason.message)).sort()).toEqual([
      ...Array(4).fill('not-enough-points'),
      'redeemed',
    ]);
    expectBalanced([20, 0]);
  });
});

describe('a purchase and the device that is recycled, heard at the same moment', () => {
  it('are doubled once, whoever comes first', async () => {
    for (let round = 0; round < 20; round++) {
      table = tableInMemory();
      await Promise.all(round % 2 === 0 ? [paid(), recycled()] : [recycled(), paid()]);
      expectBalanced([0, 220]);
    }
  });
});

describe('other content under the id of a message that came before', () => {
  /** The event as it came, with other data. */
  const altered = (data: object, [event, how]: [Event<object>, Heard]): [Event<never>, Heard] => {
    const other = { ...event, data: { ...event.data, ...data } } as Event<never>;
    return [other, { ...how, origin: heardBy('points', other) }];
  };
  const refundData = { ...order, refundId: 're-1', currency: 'EUR', refunded: 333, paid: 11_900 };
  const line = (name: string, cents: number) => ({ line: name, paid: 1_000, refunded: cents });
  const asRefund = (lines: object[]) => heard('order.refunded', { ...refundData, lines });
  const asCase = (serials: string[]) => heard('case.recycled', { caseId: 'k-1', customerId: 'c-1', serials });
  const asOrder = () => heard('order.paid', { ...order, currency: 'EUR', paid: 11_900, lines });

  beforeEach(() => {
    table = tableInMemory();
  });

  it('is no refund: neither of another amount nor of another line, before its order nor after', async () => {
    for (const others of [[line('1', 334)], [line('3', 333)]]) {
      table = tableInMemory();
      await bookRefund(...(asRefund([line('1', 333)]) as Parameters<typeof bookRefund>));
      const changed = () => bookRefund(...(altered({ lines: others }, asRefund([])) as Parameters<typeof bookRefund>));
      await expect(changed()).rejects.toThrow(CauseChanged);
      await paid();
      await expect(changed()).rejects.toThrow(CauseChanged);
      expectBalanced([0, 91]); // 17 of the line's 50, 2 of the 10 for the whole
    }
  });

  it('doubles nothing, and leaves the other device to a case of its own', async () => {
    await paid();
    await bookRecycled(...(asCase(['S-1']) as Parameters<typeof bookRecycled>));
    const changed = altered({ serials: ['S-2'] }, asCase([])) as Parameters<typeof bookRecycled>;
    await expect(bookRecycled(...changed)).rejects.toThrow(CauseChanged);
    expectBalanced([0, 220]);
    expect(table.at({ pk: 'points#retorno#serial#S-2', sk: 'serial' })).toBeUndefined();
  });

  it('is no purchase, whichever of its lines it names', async () => {
    await paid();
    const other = [{ line: '9', class: 'consumable', paid: 500 }]; // nothing else of it would collide
    const changed = altered({ lines: other }, asOrder()) as Parameters<typeof bookPurchase>;
    await expect(bookPurchase(...changed)).rejects.toThrow(CauseChanged);
    expectBalanced([0, 110]);
  });
});
