import type { Event } from '#events/event.ts';
import { pointsReversed } from '#events/points/points.reversed.ts';
import { rewardCancelled } from '#events/points/reward.cancelled.ts';
import { type Change, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { type Said, say } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { retryOnConflict } from '#layers/table/retry-on-conflict.ts';
import { headsBooked } from '../expiry/expiry.ts';
import { heads, limitKey } from '../ledger/account.ts';
import { lotsOf, sumOf } from '../ledger/lots.ts';
import { income, post } from '../ledger/posting.ts';
import { problem } from '../problems.ts';
import {
  type Redemption,
  redemptionIn,
  redemptionKey,
  type StoredRedemption,
  storedRedemption,
} from './redemptions.ts';
import { putBack } from './stock.ts';

/**
 * Undoes a redemption: its points are back in their lots, with their expiry. A piece goes back into stock; a code does
 * not, for it was seen.
 */
export async function cancel(origin: Origin, redemptionId: string): Promise<Redemption> {
  const { brand } = origin;
  const key = redemptionKey(brand, redemptionId);
  const found = await storedRedemption(brand, redemptionId);
  const { customerId, rewardId, piece, limited } = found;
  const told = say(rewardCancelled, {
    about: customerId,
    effect: 'reward',
    data: { customerId, redemptionId, rewardId },
  });
  const answer: Redemption = { ...redemptionIn(found), state: 'cancelled' };
  const close = update(key, {
    set: { state: 'cancelled' },
    when: { equals: { state: 'redeemed' } },
    orElse: () => problem('redemption-closed'),
  });
  return retryOnConflict(async () => {
    const back = await givingBack(origin, found);
    const done = await commit(origin, {
      events: [...back.events, told],
      changes: [
        close,
        ...back.changes,
        ...(piece ? [putBack(brand, rewardId, redemptionId)] : []),
        ...(limited ? [update(limitKey(brand, customerId, rewardId), { add: { taken: -1 } })] : []),
      ],
      answer,
    });
    return done.answer;
  });
}

/** Each share back to its lot: one entry an account, which names the one that it undoes. */
async function givingBack(
  origin: Origin,
  { id: redemptionId, rewardId, customerId, taken, entries }: StoredRedemption,
): Promise<{ events: Said[]; changes: Change[] }> {
  await headsBooked(origin, customerId);
  const touched = await heads(origin.brand, Object.keys(entries));
  const back = touched.map((head) => {
    const { accountId } = head;
    const shares = taken.filter((share) => share.accountId === accountId);
    const { repaid, ...moved } = income(head, shares);
    const original = entries[accountId] as Event['cause'];
    const data = { accountId, points: sumOf(shares), lots: lotsOf(shares), original, repaid };
    return {
      event: say(pointsReversed, {
        about: accountId,
        effect: 'reversed',
        data: { ...data, reason: 'reward-cancelled' as const, redemptionId, rewardId },
      }),
      changes: post(origin, { accountId, ...moved, entries: 1 }, head),
    };
  });
  return { events: back.map(({ event }) => event), changes: back.flatMap(({ changes }) => changes) };
}
