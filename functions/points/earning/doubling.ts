import type { Programme } from '#brands/programmes.ts';
import type { EventOf } from '#events/event.ts';
import { pointsEarned } from '#events/points/points.earned.ts';
import { pointsRefused } from '#events/points/points.refused.ts';
import type { caseRecycled } from '#events/recycling/case.recycled.ts';
import type { Heard } from '#layers/runtime/on-event.ts';
import { type Change, create, type Key, remove, update } from '#layers/table/change.ts';
import { type Commit, commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import { type Origin, settledOnce } from '#layers/table/origin.ts';
import { get } from '#layers/table/read.ts';
import { retryOnConflict } from '#layers/table/retry-on-conflict.ts';
import { type Armed, arm, disarm, type Timer, timerOf } from '#layers/table/timer.ts';
import { type Instant, now } from '#layers/time/clock.ts';
import { contract } from '../contract.ts';
import { headOf } from '../ledger/account.ts';
import { causeOf } from '../ledger/entries.ts';
import { lotAt } from '../ledger/holder.ts';
import { income, post } from '../ledger/posting.ts';
import { doubled, leftOf, purchaseToDouble } from '../rules.ts';
import { isPaid, orderKey, orderOf, type PaidOrder } from './orders.ts';
import {
  purchaseKey,
  purchasesOf,
  type Recycled,
  serialKey,
  type Terms,
  termsOf,
  type Waiting,
  waitingFor,
  waitingKey,
} from './recycled.ts';

/**
 * P03: each recycled device doubles one purchase, once for its serial, ever; or waits for a purchase to come. Of a brand that
 * gives no points nothing is said.
 */
export async function bookRecycled(
  { data, time }: EventOf<typeof caseRecycled>,
  { programme, origin }: Heard,
): Promise<void> {
  // Each device is booked for itself, so that they are those of the first telling is settled before.
  await commit(settledOnce(origin), {});
  for (const serial of data.serials) {
    await bookSerial(programme, origin, { serial, customerId: data.customerId, at: time });
  }
}

async function bookSerial(programme: Programme, origin: Origin, recycled: Recycled): Promise<void> {
  const { brand, cause } = origin;
  const key = serialKey(brand, recycled.serial);
  await retryOnConflict(async () => {
    const known = await get<{ cause: Origin['cause'] }>(key);
    if (known?.cause.id === cause.id) return doubleBy(programme, brand, waitingKey(brand, recycled));
    const gives = programme.points !== undefined;
    if (known !== undefined) return gives && refuse(origin, recycled, 'serial-known');
    const claimed = create({ ...key, cause });
    const terms = termsOf(programme, recycled);
    if (terms === undefined)
      return gives ? refuse(origin, recycled, 'no-rule', [claimed]) : commit(origin, { changes: [claimed] });
    const waiting = { ...recycled, ...terms };
    const purchases = await purchasesOf(brand, recycled.customerId, terms.from);
    const order = await orderToDouble(brand, purchases, waiting);
    if (order !== undefined) return double(programme, origin, waiting, { order, also: [claimed] });
    if (terms.waitsUntil <= now()) return refuse(origin, recycled, 'no-purchase', [claimed]);
    const waits = create({ ...waitingKey(brand, recycled), ...waiting, origin });
    await commit(origin, { changes: [claimed, waits, arm(origin, lapse(waiting))] });
    // A purchase that was booked at the same moment looks for devices after that, as this does for purchases: so of two that
    // come at once neither misses the other.
    return doubleBy(programme, brand, waitingKey(brand, recycled));
  });
}

const lapse = ({ serial, customerId, at, waitsUntil }: Recycled & Terms): Armed => ({
  subject: `account#${customerId}`,
  kind: 'doubling',
  class: contract.timers.doubling,
  name: serial,
  dueAt: waitsUntil,
  data: { serial, customerId, at },
});

/**
 * The purchase that the rule picks and that has points left to double. One whose order is not there yet is just being booked,
 * as the items of a transaction appear one by one: it looks for waiting devices itself once all of them have.
 */
async function orderToDouble(
  brand: string,
  purchases: readonly { orderId: string; paidAt: string; doubledBy?: string }[],
  terms: { from: string; at: string; until: string },
): Promise<PaidOrder | undefined> {
  const picked = purchaseToDouble(purchases, terms);
  if (picked === undefined) return undefined;
  const { order } = await orderOf(brand, picked.orderId);
  if (isPaid(order) && leftOf(order.paid.parts) > 0) return order;
  const others = purchases.filter(({ orderId }) => orderId !== picked.orderId);
  return orderToDouble(brand, others, terms);
}

/** The purchase gains what is left of its points: pending like them, or at once where they are active. */
async function double(
  programme: Programme,
  origin: Origin,
  { serial, at, rule, ruleVersion }: Recycled & Terms,
  { order, also }: { order: PaidOrder; also: readonly Change[] },
): Promise<{ replayed: boolean }> {
  const { brand } = origin;
  const { orderId, version, paid } = order;
  const { accountId } = paid;
  const part = doubled(paid.parts, serial);
  const { effect, points } = part;
  const head = await headOf(brand, accountId);
  const lot = order.lot && (await lotAt(programme, accountId, at));
  const { repaid, ...moved } =
    lot === undefined ? { pending: points, repaid: undefined } : income(head, [{ lot, points }]);
  const original = paid.parts.find((each) => each.points > 0)?.entry;
  const how = lot === undefined ? { pending: true as const } : { lot, repaid };
  const entry = { accountId, points, rule, ruleVersion, orderId, serial, original, ...how };
  return commit(origin, {
    events: [say(pointsEarned, { about: accountId, effect, data: entry })],
    changes: [
      ...also,
      update(purchaseKey(brand, accountId, { paidAt: paid.at, orderId }), {
        set: { doubledBy: serial },
        when: { exists: ['pk'], absent: ['doubledBy'] },
      }),
      update(orderKey(brand, orderId), {
        set: { paid: { ...paid, parts: [...paid.parts, { ...part, entry: causeOf(origin, accountId, effect) }] } },
        add: { version: 1 },
        when: { equals: { version } },
      }),
      ...post(origin, { accountId, ...moved, entries: 1 }, head),
    ],
  });
}

function refuse(
  origin: Origin,
  { customerId: accountId, serial }: Recycled,
  reason: 'no-rule' | 'serial-known' | 'no-purchase',
  changes: Commit<undefined>['changes'] = [],
): Promise<{ replayed: boolean }> {
  const refused = { about: accountId, effect: `doubling:${serial}`, data: { accountId, reason, serial } };
  return commit(origin, { events: [say(pointsRefused, refused)], changes });
}

/** Devices that wait for a purchase like this one double it, the one that was recycled first before the others. */
export async function doubleByWaiting(
  programme: Programme,
  { brand }: Origin,
  { accountId, at }: PaidOrder['paid'],
): Promise<void> {
  for (const waiting of await waitingFor(brand, accountId, at)) await doubleBy(programme, brand, waiting);
}

/** Whether a device waits no more: it doubled a purchase, now or meanwhile. */
async function doubleBy(programme: Programme, brand: string, { pk, sk }: Key): Promise<boolean> {
  return retryOnConflict(async () => {
    const waiting = await get<Waiting>({ pk, sk });
    if (waiting === undefined) return true;
    const { origin } = waiting;
    const purchases = await purchasesOf(brand, waiting.customerId, waiting.from);
    const order = await orderToDouble(brand, purchases, waiting);
    if (order === undefined) return false;
    const timer = timerOf(origin, lapse(waiting));
    await double(programme, origin, waiting, { order, also: [waitNoMore(waiting), disarm(timer)] });
    return true;
  });
}

const waitNoMore = ({ pk, sk }: Waiting): Change => remove({ pk, sk }, { when: { exists: ['pk'] } });

/** P03: no purchase came in time, and the customer can read so. */
export async function waitIsOver(
  programme: Programme,
  { brand }: Origin,
  timer: Timer,
): Promise<{ replayed: boolean }> {
  const { serial, customerId, at } = timer.data as { serial: string; customerId: string; at: Instant };
  const recycled = { serial, customerId, at };
  const waiting = await get<Waiting>(waitingKey(brand, recycled));
  if (waiting === undefined) return { replayed: true };
  if (await doubleBy(programme, brand, waiting)) return { replayed: false };
  return refuse(waiting.origin, recycled, 'no-purchase', [waitNoMore(waiting), disarm(timer)]);
}
