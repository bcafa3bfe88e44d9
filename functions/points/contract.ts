import { adjustmentRejected } from '#events/adjustment.rejected.ts';
import { adjustmentRequested } from '#events/adjustment.requested.ts';
import { caseRecycled } from '#events/case.recycled.ts';
import { customerChanged } from '#events/customer.changed.ts';
import { customerLinked } from '#events/customer.linked.ts';
import { customerRegistered } from '#events/customer.registered.ts';
import { depositClaimed } from '#events/deposit.claimed.ts';
import { depositRecorded } from '#events/deposit.recorded.ts';
import { orderDelivered } from '#events/order.delivered.ts';
import { orderPaid } from '#events/order.paid.ts';
import { orderRefunded } from '#events/order.refunded.ts';
import { pointsActivated } from '#events/points.activated.ts';
import { pointsAdjusted } from '#events/points.adjusted.ts';
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
  hears: [
    depositRecorded,
    depositClaimed,
    customerRegistered,
    customerChanged,
    customerLinked,
    orderPaid,
    orderDelivered,
    orderRefunded,
    caseRecycled,
  ],
  says: [
    adjustmentRejected,
    adjustmentRequested,
    pointsActivated,
    pointsAdjusted,
    pointsEarned,
    pointsExpired,
    pointsExpiring,
    pointsRedeemed,
    pointsRefused,
    pointsReversed,
    rewardCancelled,
    rewardRedeemed,
  ],
  timers: ['lot', 'activation', 'doubling', 'tenure', 'birthday'],
} as const satisfies Contract;
