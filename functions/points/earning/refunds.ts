import type { Programme } from '#brands/programmes.ts';
import type { orderRefunded } from '#events/billing/order.refunded.ts';
import type { Event, EventOf } from '#events/event.ts';
import { pointsRefused } from '#events/points/points.refused.ts';
import { pointsReversed } from '#events/points/points.reversed.ts';
import type { Heard } from '#layers/runtime/on-event.ts';
import { create, type Key, remove, update } from '#layers/table/change.ts';
import { commit, commitIf } from '#layers/table/commit.ts';
import { type Said, say } from '#layers/table/event-item.ts';
import { type Origin, settledOnce } from '#layers/table/origin.ts';
import { retryOnConflict } from '#layers/table/retry-on-conflict.ts';
import { now } from '#layers/time/clock.ts';
import { headsBooked } from '../expiry/expiry.ts';
import { activeSource, type Collected, collect } from '../ledger/collect.ts';
import { lotsOf, type Share, sumOf } from '../ledger/lots.ts';
import { withdraw } from '../ledger/posting.ts';
import { refund } from '../rules.ts';
import { type EarnedPart, orderKey, orderOf, type PaidOrder, paidOrder, waitingRefundKey } from './orders.ts';

type Refund = EventOf<typeof orderRefunded>;

/** P05: takes back what a refund asks for, once. Heard before its order, it waits for it. */
export async function bookRefund(event: Refund, { programme, origin }: Heard): Promise<void> {
  const { orderId } = event.data;
  const once = settledOnce(origin);
  const { order } = await orderOf(origin.brand, orderId);
  if (order.paid !== undefined) return applyRefund(once, programme, event.data);
  const waits = create({ ...waitingRefundKey(origin.brand, orderId, event.id), event });
  const stillUnpaid = update(orderKey(origin.brand, orderId), { set: { orderId }, when: { absent: ['paid'] } });
  const waiting = await commitIf(once, stillUnpaid, { changes: [waits] });
  if (waiting === undefined) await applyRefund(once, programme, event.data);
}

/** Applies a refund to an order that is known to be paid; where it had waited, `waited` goes with it. */
export async function applyRefund(
  origin: Origin,
  programme: Programme,
  data: Refund['data'],
  waited: readonly Key[] = [],
): Promise<void> {
  await retryOnConflict(async () => {
    const order = await paidOrder(origin.brand, data.orderId);
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
      .filter(({ part, points }) => points > 0 || (part.points > 0 && isOf(data, part)));
    const events = [...reversals.map(({ part, met }) => ofPart(order, part, met)), ...ofCards(order, reversals)];
    const own = { pending: 0 - total(met, ({ pending }) => pending), debt: total(met, ({ owed }) => owed) };
    const shares = met.flatMap((each) => each.shares);
    const entriesOf = (accountId: string) => events.filter(({ about }) => about === accountId).length;
    await commit(origin, {
      events: [...events, ...(programme.points === undefined ? [] : nothingEarned(order, data))],
      changes: [
        update(orderKey(origin.brand, order.orderId), {
          set: { paid: { ...paid, parts } },
          add: { version: 1 },
          when: { equals: { version } },
        }),
        ...withdraw(origin, heads, shares, entriesOf, own),
        ...waited.map((key) => remove(key)),
      ],
    });
  });
}

const isOf = ({ lines }: Refund['data'], { effect }: EarnedPart): boolean =>
  lines.some(({ line }) => effect === `line:${line}`);

interface Reversal {
  readonly part: EarnedPart;
  readonly met: Collected;
}

/** The entry of the main account that takes one part back: from pending points or lots of its own, or as a debt. */
function ofPart({ orderId, paid: { accountId } }: PaidOrder, { effect, entry }: EarnedPart, met: Collected): Said {
  const shares = met.shares.filter((share) => share.accountId === accountId);
  const { pending, owed, forgiven } = met;
  return taken(accountId, effect, shares, {
    original: entry,
    orderId,
    more: pending + owed,
    ...(pending > 0 && { pending }),
    ...(owed > 0 && { owed }),
    ...(forgiven > 0 && { forgiven }),
  });
}

/**
 * The entries of the cards that points came from: one a card, however many parts it was for, so that the refund of a large
 * order is one transaction all the same. It names the first of them.
 */
function ofCards({ orderId, paid }: PaidOrder, reversals: readonly Reversal[]): Said[] {
  const from = new Map<string, { shares: Share[]; original: Event['cause'] }>();
  for (const { part, met } of reversals) {
    for (const share of met.shares.filter(({ accountId }) => accountId !== paid.accountId)) {
      const { shares, original } = from.get(share.accountId) ?? { shares: [], original: part.entry };
      from.set(share.accountId, { shares: [...shares, share], original });
    }
  }
  return [...from].map(([card, { shares, original }]) => taken(card, 'refund', shares, { original, orderId }));
}

function taken(
  accountId: string,
  effect: string,
  shares: readonly Share[],
  { more = 0, ...how }: { original: Event['cause']; orderId: string; more?: number; pending?: number },
): Said {
  const data = { accountId, points: 0 - sumOf(shares) - more, lots: lotsOf(shares), reason: 'order-refunded' as const };
  return say(pointsReversed, { about: accountId, effect, data: { ...data, ...how } });
}

const total = (met: readonly Collected[], of: (each: Collected) => number): number =>
  met.reduce((sum, each) => sum + of(each), 0);

/** Lines that earned nothing have nothing to give back, and where the brand gives points that is said. */
function nothingEarned({ orderId, paid }: PaidOrder, { lines }: Refund['data']): Said[] {
  const { accountId, parts } = paid;
  const earned = ({ line }: { line: string }) =>
    parts.some(({ effect, points }) => points > 0 && effect === `line:${line}`);
  const data = { accountId, reason: 'nothing-earned' as const, orderId };
  return lines
    .filter((line) => !earned(line))
    .map(({ line }) => say(pointsRefused, { about: accountId, effect: `line:${line}`, data }));
}
