/** The ledger's commands as tests give them: one customer, one card, one order, and a programme with every rule. */
import { expect } from '@jest/globals';
import '../support/environment.ts';
import { type Points, type Programme, programmes, type Reward } from '#brands/programmes.ts';
import type { Event } from '#events/event.ts';
import type { Heard } from '#layers/runtime/on-event.ts';
import { create, type Item } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { heardBy, type Origin } from '#layers/table/origin.ts';
import { firedBy, Timer } from '#layers/table/timer.ts';
import { orderIsOver } from '../../functions/points/earning/activation.ts';
import { birthdayIsHere, monthIsOver } from '../../functions/points/earning/anniversaries.ts';
import { bookRecycled, waitIsOver } from '../../functions/points/earning/doubling.ts';
import { earn } from '../../functions/points/earning/earn.ts';
import { bookDelivery, bookPurchase } from '../../functions/points/earning/purchases.ts';
import { bookRefund } from '../../functions/points/earning/refunds.ts';
import { lotIsDue } from '../../functions/points/expiry/expiry.ts';
import { adjust } from '../../functions/points/ledger/adjustments.ts';
import { link, unlink } from '../../functions/points/ledger/cards.ts';
import { redeem } from '../../functions/points/rewards/redemptions.ts';
import { origin } from '../support/origins.ts';
import { type Standing, TableWorld } from '../world/table-world.ts';

export const now = '2026-11-22T10:00:00.000Z';
export const lot = '2027-11@Europe/Madrid';
export const rules: Points = {
  name: { one: { es: 'punto' }, other: { es: 'puntos' } },
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
export const programme: Programme = { ...(programmes.retorno as Programme), points: rules };
/** The programme with a cap of 150 points a week. */
export const weekly: Programme = {
  ...programme,
  points: { ...rules, deposits: { id: 'containers', version: 1, perContainer: { pet: 2 }, weeklyCap: 150 } },
};
export const bag = rules.rewards[0] as Reward;

export const withRefunds = (refunds: 'only-pending' | 'within-balance' | 'negative'): Programme => ({
  ...programme,
  points: { ...rules, purchases: { ...(rules.purchases as NonNullable<Points['purchases']>), refunds } },
});

/** What a deposit, a request or a timer leads points to do. */
export const by = (id: string, once = false, who = 'manager-1'): Origin =>
  origin({
    owner: 'points',
    cause: { id, subject: 'customer#c-1', time: now },
    actor: { id: who, role: 'manager' },
    ...(once && { once: { pk: `points#retorno#once#customer:c-1#${id}`, sk: 'once' } }),
  });

/** An event of another capability as it is heard. */
export function heard<Data>(type: string, data: Data, at = now, rules = programme, id = ''): [Event<Data>, Heard] {
  const event = { id: `${type}-${id}`, type, subject: 'x#1', time: at, data, brand: 'retorno', dataschema: type };
  const whole = { ...event, actor: { id: 'x', role: 'system' } } as Event<Data>;
  return [whole, { programme: rules, origin: heardBy('points', whole as Event) }];
}

export const decision = { points: 100, rule: 'containers', ruleVersion: 1 };
export const earned = (id = 'deposit') => earn(by(id), { accountId: 'c-1', effect: 'containers', decision, lot });
/** 100 points of a week of which `most` count, on an account whose week is counted for `holder`. */
export const capped = (id: string, most: number, accountId = 'c-1', holder = accountId) =>
  earn(by(id), {
    accountId,
    effect: 'containers',
    decision,
    lot,
    cap: { accountId: holder, monday: '2026-11-16', most, oldest: '2025-09' },
  });
export const redeemed = (wish = 'wish', reward = bag) => redeem(by(wish, true), 'c-1', reward);
export const gift: Reward = { id: 'food-bank', name: { es: 'Donación' }, points: 50, stock: 'unlimited' };
export const piece = create({ pk: 'points#retorno#stock#tote-bag', sk: 'piece#1' });

export const order = { orderId: 'o-1', customerId: 'c-1' };
export const lines = [
  { line: '1', class: 'consumable', paid: 1_000 },
  { line: '2', class: 'device', paid: 9_900 },
  { line: '3', class: 'consumable', paid: 1_000 },
];
/** 50 points a line, 10 more for the whole. */
export const paid = (rules?: Programme) =>
  bookPurchase(...heard('order.paid', { ...order, currency: 'EUR', paid: 11_900, lines }, now, rules));
export const delivered = () => bookDelivery(...heard('order.delivered', order));
/** A refund of one of the lines that count, and a cent of the one that earned nothing. */
export const refunded = (rules?: Programme, refundId = 're-1', cents = 1_000, line = '1') => {
  const back = [
    { line, paid: 1_000, refunded: cents },
    { line: '2', paid: 9_900, refunded: 1 },
  ];
  const data = { ...order, refundId, currency: 'EUR', refunded: cents + 1, paid: 11_900, lines: back };
  return bookRefund(...heard('order.refunded', data, now, rules, refundId));
};
export const recycled = (serial = 'S-1', rules?: Programme) => {
  const data = { caseId: `k of ${serial}`, customerId: 'c-1', serials: [serial] };
  return bookRecycled(...heard('case.recycled', data, now, rules, serial));
};

export async function active(rules?: Programme): Promise<void> {
  await paid(rules);
  await delivered();
  await passTo('2026-12-10T10:00:00.000Z');
  await timers('activation');
}

export async function spent(rules: Programme): Promise<void> {
  await active(rules);
  await stocked(0);
  await redeemed();
}

export const adjusted = (points: number, who?: string, id = 'adjust') =>
  adjust(by(id, true, who), programme, { customerId: 'c-1', points, reason: 'goodwill', note: 'por la espera' });

/** The world of the test that runs: its table holds nothing but what the test's commands have left there. */
export let world: TableWorld;
export function freshWorld(seed = 1, from: Standing = { start: now }): void {
  world = new TableWorld({ seed, ...from });
}

/** How a world stands after these commands, for those that begin from there. */
export async function standingAfter(commands: () => Promise<unknown>): Promise<Standing> {
  freshWorld();
  await commands();
  return world.standing;
}

export const passTo = (instant: string): Promise<void> => world.passTo(instant);
export const items = (): Item[] => [...world.table.items()];

/** Fires the timers of a kind that are due. */
export async function timers(kind: string, rules = programme): Promise<void> {
  const fire = {
    lot: (timer: Timer) => lotIsDue(firedBy(timer), timer),
    activation: (timer: Timer) => orderIsOver(rules, firedBy(timer), timer),
    doubling: (timer: Timer) => waitIsOver(rules, firedBy(timer), timer),
    tenure: (timer: Timer) => monthIsOver(rules, firedBy(timer), timer),
    birthday: (timer: Timer) => birthdayIsHere(rules, firedBy(timer), timer),
  }[kind] as (timer: Timer) => Promise<unknown>;
  const due = new Date(Date.now()).toISOString();
  for (const item of items().filter((each) => each.kind === kind && each.pk.startsWith('timer#'))) {
    if ((item.dueAt as string) <= due) await fire(Timer.parse(item));
  }
}

export const person = {
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
export const registered = () => commit(origin({ owner: 'customers' }), { changes: [create(person)] });
export const told: Heard = { programme, origin: by('registered') };

export const timersArmed = () =>
  items().flatMap(({ pk, kind, dueAt }) => (pk.startsWith('timer#') ? [[kind, dueAt]] : []));

export async function member(): Promise<void> {
  await registered();
  await earned();
}

export async function stocked(points = 100): Promise<void> {
  if (points > 0) await earned();
  await commit(by('stock'), { changes: [piece] });
}

interface EntryData {
  readonly points: number;
  readonly pending?: true | number;
  readonly lots?: readonly { lot: string; points: number }[];
}

/** What an entry adds to active and to pending points. */
export const effects: Record<string, (data: EntryData) => [active: number, pending: number]> = {
  'points.earned': ({ points, pending }) => (pending ? [0, points] : [points, 0]),
  'points.activated': ({ points }) => [points, -points],
  'points.redeemed': ({ points }) => [-points, 0],
  'points.reversed': ({ points, pending = 0 }) => [points + Number(pending), -Number(pending)],
  'points.expired': ({ points }) => [-points, 0],
  'points.capped': ({ points }) => [-points, 0],
  'points.adjusted': ({ points }) => [points, 0],
};

/** Balance and pending points are the sum of the entries, and of the lots less the debt, and are what they must be. */
export function expectBalanced(leaves: [active: number, pending: number]): void {
  const found = items() as (Item & { type?: string; data?: EntryData })[];
  const entries = found.filter(({ type = '' }) => type in effects);
  const moved = entries.map(({ type = '', data }) => effects[type]?.(data as EntryData) ?? [0, 0]);
  const sum = [0, 1].map((at) => moved.reduce((total, each) => total + (each[at] as number), 0));
  const heads = found.filter(({ sk }) => sk === 'head') as Record<string, number>[];
  const all = (field: string) => heads.reduce((total, head) => total + (head[field] ?? 0), 0);
  const lots = heads.flatMap((head) => Object.entries(head).filter(([field]) => field.startsWith('lot:')));
  const held = lots.reduce((total, [, points]) => total + points, 0) - all('debt');
  expect([sum, held, all('balance'), all('pending'), all('seq')]).toEqual([
    leaves,
    leaves[0],
    leaves[0],
    leaves[1],
    entries.length,
  ]);
}

export const linked = (customerId = 'c-1', at = now, accountId = 'card-1') =>
  link(by(`${accountId} linked to ${customerId} ${at}`), weekly, { customerId, accountId }, at);
export const unlinked = (customerId: string, at: string) =>
  unlink(by(`unlinked from ${customerId} ${at}`), { customerId, accountId: 'card-1' }, at);

/** 100 points on a card of c-1’s. */
export async function onCard(): Promise<void> {
  await commit(origin({ owner: 'customers', cause: { id: 'card', subject: 'customer#c-1', time: now } }), {
    changes: [create({ pk: 'customers#retorno#person#card-1', sk: 'person', customerId: 'c-1' })],
  });
  await linked();
  await earn(by('on the card'), { accountId: 'card-1', effect: 'containers', decision, lot });
}

const refusals = /^(not-enough-points|reward-out-of-stock|reward-limit|redemption-closed|adjustment-too-low)$/;

/** As requests and messages are: refused is an answer, and what failed for another reason comes again. */
export async function tried(command: () => Promise<unknown>): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await world.runs(command);
    } catch (error) {
      if (refusals.test((error as Error).message)) return undefined;
      if (attempt === 5) throw error;
    }
  }
}
