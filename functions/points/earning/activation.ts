import type { Programme } from '#brands/programmes.ts';
import { pointsActivated } from '#events/points/points.activated.ts';
import { update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { retryOnConflict } from '#layers/table/retry-on-conflict.ts';
import { disarm, type Timer } from '#layers/table/timer.ts';
import { headOf } from '../ledger/account.ts';
import { lotAt } from '../ledger/holder.ts';
import { income, post } from '../ledger/posting.ts';
import { leftOf } from '../rules.ts';
import { orderKey, paidOrder } from './orders.ts';

/** P02: the time for withdrawal is over, so what is left of the points of an order can be spent, and has a lot. */
export async function orderIsOver(programme: Programme, origin: Origin, timer: Timer): Promise<{ replayed: boolean }> {
  const { brand } = origin;
  const { orderId } = timer.data as { orderId: string };
  return retryOnConflict(async () => {
    const { paid, version } = await paidOrder(brand, orderId);
    const { accountId } = paid;
    const points = leftOf(paid.parts);
    const lot = await lotAt(programme, accountId, timer.dueAt);
    const head = await headOf(brand, accountId);
    const { repaid, ...moved } = income(head, [{ lot, points }]);
    const data = { accountId, points, lot, repaid, orderId, original: paid.by };
    return commit(origin, {
      events: points > 0 ? [say(pointsActivated, { about: accountId, effect: 'activated', data })] : [],
      changes: [
        disarm(timer),
        update(orderKey(brand, orderId), { set: { lot }, add: { version: 1 }, when: { equals: { version } } }),
        ...(points > 0 ? post(origin, { accountId, ...moved, pending: -points, entries: 1 }, head) : []),
      ],
    });
  });
}
