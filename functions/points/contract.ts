import { orderDelivered } from '#events/billing/order.delivered.ts';
import { orderPaid } from '#events/billing/order.paid.ts';
import { orderRefunded } from '#events/billing/order.refunded.ts';
import { customerChanged } from '#events/customers/customer.changed.ts';
import { customerLinked } from '#events/customers/customer.linked.ts';
import { customerRegistered } from '#events/customers/customer.registered.ts';
import { customerUnlinked } from '#events/customers/customer.unlinked.ts';
import { depositClaimed } from '#events/devices/deposit.claimed.ts';
import { depositRecorded } from '#events/devices/deposit.recorded.ts';
import { adjustmentRejected } from '#events/points/adjustment.rejected.ts';
import { adjustmentRequested } from '#events/points/adjustment.requested.ts';
import { pointsActivated } from '#events/points/points.activated.ts';
import { pointsAdjusted } from '#events/points/points.adjusted.ts';
import { pointsCapped } from '#events/points/points.capped.ts';
import { pointsEarned } from '#events/points/points.earned.ts';
import { pointsExpired } from '#events/points/points.expired.ts';
import { pointsExpiring } from '#events/points/points.expiring.ts';
import { pointsRedeemed } from '#events/points/points.redeemed.ts';
import { pointsRefused } from '#events/points/points.refused.ts';
import { pointsReversed } from '#events/points/points.reversed.ts';
import { rewardCancelled } from '#events/points/reward.cancelled.ts';
import { rewardRedeemed } from '#events/points/reward.redeemed.ts';
import { caseRecycled } from '#events/recycling/case.recycled.ts';
import { partition as people } from '#layers/published/customers/person.ts';
import type { Contract } from '#layers/runtime/contract.ts';

export const contract = {
  capability: 'points',
  hears: [
    depositRecorded,
    depositClaimed,
    customerRegistered,
    customerChanged,
    customerLinked,
    customerUnlinked,
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
    pointsCapped,
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
  needs: { reads: [people] },
  personal: [
    { items: 'points#*#account#*', exported: 'whole', erased: 'removed' },
    { items: 'points#*#purchases#*', exported: 'whole', erased: 'removed' },
    { items: 'points#*#redemption#*', exported: 'whole', erased: 'unnamed' },
    {
      items: 'points#*#reference#*',
      exported: { not: 'It leads to a redemption, which says it' },
      erased: { kept: 'It names nobody, and its redemption stays' },
    },
    {
      items: 'points#*#order#*',
      exported: { not: 'What an order earned, which stands in the account' },
      erased: 'unnamed',
    },
    {
      items: 'points#*#adjustment#*',
      exported: { not: 'The request of an agent; what came of it stands in the account' },
      erased: 'unnamed',
    },
    {
      items: 'points#*#alone#*',
      exported: { not: 'How much each member of staff gave them in a month; what came of it stands in the account' },
      erased: 'removed',
    },
    {
      items: 'points#*#warned#*',
      exported: { not: 'That a mail was asked for, which stands with the mails' },
      erased: 'removed',
    },
    { items: 'points#*#once#*', exported: { not: 'It repeats what a request was answered' }, erased: 'removed' },
    { items: 'timer#points#*', exported: { not: 'It says when something is due, not what' }, erased: 'removed' },
  ],
} as const satisfies Contract;
