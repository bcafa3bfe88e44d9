import { customerLinked } from '#events/customer.linked.ts';
import { depositClaimed } from '#events/deposit.claimed.ts';
import { depositRecorded } from '#events/deposit.recorded.ts';
import { pointsEarned } from '#events/points.earned.ts';
import { pointsExpired } from '#events/points.expired.ts';
import { pointsExpiring } from '#events/points.expiring.ts';
import { pointsRedeemed } from '#events/points.redeemed.ts';
import { pointsRefused } from '#events/points.refused.ts';
import { pointsReversed } from '#events/points.reversed.ts';
import { rewardCancelled } from '#events/reward.cancelled.ts';
import { rewardRedeemed } from '#events/reward.redeemed.ts';
import type { Contract } from '#layers/runtime/contract.ts';

export const contract = {
  capability: 'points',
  hears: [depositRecorded, depositClaimed, customerLinked],
  says: [
    pointsEarned,
    pointsExpired,
    pointsExpiring,
    pointsRedeemed,
    pointsRefused,
    pointsReversed,
    rewardCancelled,
    rewardRedeemed,
  ],
  timers: ['lot'],
} as const satisfies Contract;
