import type { Programme } from '#brands/programmes.ts';
import type { EventOf } from '#events/event.ts';
import type { orderRefunded } from '#events/order.refunded.ts';
import { pointsRefused } from '#events/points.refused.ts';
import { pointsReversed } from '#events/points.reversed.ts';
import type { Heard } from '#layers/runtime/on-event.ts';
import { type Change, ConditionFailed, create, type Key, remove, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { type Said, say } from '#layers/table/event-item.ts';
import { type Origin, settledOnce } from '#layers/table/origin.ts';
import { now } from '#layers/time/clock.ts';
import { type Head, post, whileOvertaken } from './account.ts';
import { activeSource, type Collected, collect } from './collect.ts';
import { headsBooked } from './expiry.ts';
import { lotPoints, lotsOf, sumOf } from './lots.ts';
import { type EarnedPart, orderKey, orderOf, type PaidOrder, waitingRefundKey } from './orders.ts';
import { refund } from './rules.ts';

type Refund = EventOf<typeof orderRefunded>;

/** P05: takes back what a refund asks for, once. Heard before its order, it waits for it. */
export async function bookRefund(event: Refund, { programme, origin }: Heard): Promise<void> {
  const { orderId } = event.data;
  const once = settledOnce(origin);
  const { order } = await orderOf(origin.brand, orderId);
  if (order.paid !== undefined) return applyRefund(once, programme, event.data);
  const waits = create({ ...waitingRefundKey(origin.brand, orderId, event.id), event });
  const stillUnpaid = update(orderKey(origin.brand, orderId), { set: { orderId }, when: { absent: ['paid'] } });
  try {
    await commit(once, { changes: [stillUnpaid, waits] });
  } catch (error) {
    if (!(error instanceof ConditionFailed) || error.change !== stillUnpaid) throw error;
    await applyRefund(once, programme, event.data);
  }
}

/** Applies a refund to an order that is known to be paid; where it had waited, `waited` goes with it. */
export async function applyRefund(
  origin: Origin,
  programme: Programme,
  data: Refund['data'],
  waited: readonly Key[] = [],
): Promise<void> {
  await whileOvertaken(async () => {
    const order = (await orderOf(origin.brand, data.orderId)).order as PaidOrder;
    const { paid, lot, version } = order;
    const heads = await headsBooked(origin, paid.accountId);
    const { parts, asks } = refund(paid.parts, data.lines);
    const policy = programme.points?.purchases?.refunds ?? 'only-pending';
    const source = lot === undefined ? { from: 'pending' as const } : activeSource(policy, heads, lot, now());
    const met = collect(
      asks.map(({ points }) => points),
      source,
    );
    const reversals = asks
      .map(({ part, points }, at) => ({ part, points, met: met[at] as Collected }))
      .filter(({ part, points }) => points > 0 || (part.points > 0 && isOf(data, part)))
      .map(({ part, met }) => reversal(order, part, met));
    await commit(origin, {
      events: [...reversals.flat(), ...nothingEarned(order, data)],
      changes: [
        update(orderKey(origin.brand, order.orderId), {
          set: { paid: { ...paid, parts } },
          add: { version: 1 },
          when: { equals: { version } },
        }),
        ...postings(origin, heads, met, reversals.flat()),
        ...waited.map((key) => remove(key)),
      ],
    });
  });
}

const isOf = ({ lines }: Refund['data'], { effect }: EarnedPart): boolean =>
  lines.some(({ line }) => effect === `line:${line}`);

/** The entries that take one part back: one on the main account, and one on each card from which points came. */
function reversal({ orderId, paid }: PaidOrder, { effect, entry }: EarnedPart, met: Collected): Said[] {
  const accounts = new Set([paid.accountId, ...met.shares.map(({ accountId }) => accountId)]);
  return [...accounts].map((accountId) => {
    const shares = met.shares.filter((share) => share.accountId === accountId);
    const main = accountId === paid.accountId;
    const { pending, owed, forgiven } = main ? met : { pending: 0, owed: 0, forgiven: 0 };
    const data = {
      accountId,
      points: 0 - sumOf(shares) - pending - owed,
      lots: lotsOf(shares),
      original: entry,
      reason: 'order-refunded' as const,
      orderId,
      ...(pending > 0 && { pending }),
      ...(owed > 0 && { owed }),
      ...(forgiven > 0 && { forgiven }),
    };
    return say(pointsReversed, { about: accountId, effect, data });
  });
}

/** Lines that earned nothing have nothing to give back, and that is said. */
function nothingEarned({ orderId, paid }: PaidOrder, { lines }: Refund['data']): Said[] {
  const { accountId, parts } = paid;
  const earned = ({ line }: { line: string }) =>
    parts.some(({ effect, points }) => points > 0 && effect === `line:${line}`);
  const data = { accountId, reason: 'nothing-earned' as const, orderId };
  return lines
    .filter((line) => !earned(line))
    .map(({ line }) => say(pointsRefused, { about: accountId, effect: `line:${line}`, data }));
}

function postings(
  origin: Origin,
  heads: readonly [Head, ...Head[]],
  met: readonly Collected[],
  entries: readonly Said[],
): Change[] {
  const shares = met.flatMap((each) => each.shares);
  const sum = (of: (each: Collected) => number) => met.reduce((total, each) => total + of(each), 0);
  return heads.flatMap((head, at) => {
    const { accountId } = head;
    const said = entries.filter(({ about }) => about === accountId).length;
    if (said === 0) return [];
    const lots = lotPoints(
      shares.filter((share) => share.accountId === accountId),
      -1,
    );
    const own = at === 0 ? { pending: 0 - sum(({ pending }) => pending), debt: sum(({ owed }) => owed) } : {};
    return post(origin, { accountId, lots, ...own, entries: said }, head);
  });
}
