import type { Programme } from '#brands/programmes.ts';
import type { orderDelivered } from '#events/billing/order.delivered.ts';
import type { orderPaid } from '#events/billing/order.paid.ts';
import type { EventOf } from '#events/event.ts';
import { pointsEarned } from '#events/points/points.earned.ts';
import { pointsRefused } from '#events/points/points.refused.ts';
import type { Heard } from '#layers/runtime/on-event.ts';
import { update } from '#layers/table/change.ts';
import { CauseChanged, commit, commitIf } from '#layers/table/commit.ts';
import { type Said, say } from '#layers/table/event-item.ts';
import { heardBy, type Origin, settledOnce } from '#layers/table/origin.ts';
import { arm } from '#layers/table/timer.ts';
import { daysAfter } from '#layers/time/civil.ts';
import type { Instant } from '#layers/time/clock.ts';
import { contract } from '../contract.ts';
import { causeOf } from '../ledger/entries.ts';
import { anyHead } from '../ledger/head.ts';
import { zoneOf } from '../ledger/holder.ts';
import { post } from '../ledger/posting.ts';
import { type Decision, leftOf, linePoints, volumePoints } from '../rules.ts';
import { doubleByWaiting } from './doubling.ts';
import { type EarnedPart, orderKey, orderOf } from './orders.ts';
import { purchaseHeard } from './recycled.ts';
import { applyRefund } from './refunds.ts';

/** P02: books what each line of an order earns, pending, and then what else was waiting for the order. */
export async function bookPurchase(
  { id, subject, time, data }: EventOf<typeof orderPaid>,
  { programme, origin }: Heard,
): Promise<void> {
  const { orderId, customerId: accountId } = data;
  const { parts, events } = earnedBy(programme, origin, data);
  const paid = { accountId, at: time, by: { id, subject, time }, parts };
  const pending = leftOf(parts);
  const earning = parts.filter(({ points }) => points > 0).length;
  // Whether anything is said of an order is the programme's, which may change before the order is heard of again.
  await commit(settledOnce(origin), {
    events,
    changes: [
      update(orderKey(origin.brand, orderId), {
        set: { orderId, paid },
        add: { version: 1 },
        when: { absent: ['paid'] },
        orElse: () => new CauseChanged(),
      }),
      ...(pending > 0 ? post(origin, { accountId, pending, entries: earning }, anyHead(accountId)) : []),
      ...(pending > 0 ? [purchaseHeard(origin, accountId, { orderId, paidAt: time })] : []),
    ],
  });
  await settle(programme, origin, orderId);
}

/** The parts that earn or count, and for each line the entry or why it earned nothing; nothing of a brand that gives no points. */
function earnedBy(
  { points: rules }: Programme,
  origin: Origin,
  order: EventOf<typeof orderPaid>['data'],
): { parts: EarnedPart[]; events: Said[] } {
  const { orderId, customerId: accountId } = order;
  const lines = linePoints(rules, order);
  const counting = lines.filter(({ counts }) => counts);
  const paid = counting.reduce((sum, line) => sum + line.paid, 0);
  const volume = volumePoints(rules, paid);
  const decided: [effect: string, Decision][] = [
    ...lines.map(({ line, decision }): [string, Decision] => [`line:${line}`, decision]),
    ...(volume ? [['volume', volume] as [string, Decision]] : []),
  ];
  const parts = [
    ...counting.map((each) => ({ effect: `line:${each.line}`, points: each.decision.points, paid: each.paid })),
    ...(volume ? [{ effect: 'volume', points: volume.points, paid }] : []),
  ];
  const earned = (effect: string) => ({
    pending: true as const,
    ...(effect === 'volume' && { occasion: 'volume' as const }),
  });
  const said = ([effect, decision]: [string, Decision]): Said =>
    'refused' in decision
      ? say(pointsRefused, { about: accountId, effect, data: { accountId, reason: decision.refused, orderId } })
      : say(pointsEarned, { about: accountId, effect, data: { accountId, ...decision, ...earned(effect), orderId } });
  const entered = (part: (typeof parts)[number]): EarnedPart => ({
    ...part,
    refunded: 0,
    asked: 0,
    entry: causeOf(origin, accountId, part.effect),
  });
  return { parts: parts.map(entered), events: rules === undefined ? [] : decided.map(said) };
}

/** The order reached the customer: from the end of this day the time for withdrawal runs. The first news of it counts. */
export async function bookDelivery(
  { time, data }: EventOf<typeof orderDelivered>,
  { programme, origin }: Heard,
): Promise<void> {
  const delivered = update(orderKey(origin.brand, data.orderId), {
    set: { orderId: data.orderId, deliveredAt: time },
    when: { absent: ['deliveredAt'] },
  });
  await commitIf(origin, delivered);
  await settle(programme, origin, data.orderId);
}

/** Does what has become possible by what is known of an order. Each step is settled for itself, so doing it again is harmless. */
async function settle(programme: Programme, origin: Origin, orderId: string): Promise<void> {
  const { brand, owner } = origin;
  const { order, waiting } = await orderOf(brand, orderId);
  if (order.paid === undefined) return;
  for (const { event, pk, sk } of waiting)
    await applyRefund(heardBy(owner, event), programme, event.data, [{ pk, sk }]);
  if (order.paid.parts.length === 0) return;
  if (order.deliveredAt !== undefined && order.activatesAt === undefined) {
    await activateLater(programme, origin, { ...order.paid, orderId, deliveredAt: order.deliveredAt });
  }
  await doubleByWaiting(programme, origin, order.paid);
}

/** Sets when the order's points become active, once, and arms the timer for it. */
async function activateLater(
  programme: Programme,
  origin: Origin,
  { orderId, accountId, deliveredAt }: { orderId: string; accountId: string; deliveredAt: Instant },
): Promise<void> {
  const zone = await zoneOf(programme, accountId);
  const activatesAt = daysAfter(deliveredAt, zone, programme.points?.purchases?.withdrawalDays ?? legalDays);
  const set = update(orderKey(origin.brand, orderId), { set: { activatesAt }, when: { absent: ['activatesAt'] } });
  const timer = arm(origin, {
    subject: `order#${orderId}`,
    kind: 'activation',
    class: contract.timers.activation,
    dueAt: activatesAt,
    data: { orderId },
  });
  await commitIf(origin, set, { changes: [timer] });
}

/** TRLGDCU art. 104: so long a purchase can be withdrawn from; for orders that the programme has no rule for any more. */
const legalDays = 14;
