import { adjustmentRejected } from './adjustment.rejected.ts';
import { adjustmentRequested } from './adjustment.requested.ts';
import { caseCancelled } from './case.cancelled.ts';
import { caseCertified } from './case.certified.ts';
import { caseClosed } from './case.closed.ts';
import { caseExpired } from './case.expired.ts';
import { caseExtended } from './case.extended.ts';
import { caseGivenUp } from './case.given-up.ts';
import { caseInTransit } from './case.in-transit.ts';
import { caseInspected } from './case.inspected.ts';
import { caseLabelExpiring } from './case.label-expiring.ts';
import { caseLabelSent } from './case.label-sent.ts';
import { caseLost } from './case.lost.ts';
import { caseReceived } from './case.received.ts';
import { caseRecycled } from './case.recycled.ts';
import { caseRefurbished } from './case.refurbished.ts';
import { caseRejected } from './case.rejected.ts';
import { caseRequested } from './case.requested.ts';
import { caseReturned } from './case.returned.ts';
import { caseReviewed } from './case.reviewed.ts';
import { caseSentAgain } from './case.sent-again.ts';
import { collectionCounted } from './collection.counted.ts';
import { collectionEmptied } from './collection.emptied.ts';
import { collectionMismatched } from './collection.mismatched.ts';
import { collectionReceived } from './collection.received.ts';
import { collectionReconciled } from './collection.reconciled.ts';
import { collectionRequested } from './collection.requested.ts';
import { collectionReviewed } from './collection.reviewed.ts';
import { collectionWeighed } from './collection.weighed.ts';
import { collectionWithdrawn } from './collection.withdrawn.ts';
import { customerChanged } from './customer.changed.ts';
import { customerConfirmed } from './customer.confirmed.ts';
import { customerLinked } from './customer.linked.ts';
import { customerRegistered } from './customer.registered.ts';
import { depositClaimed } from './deposit.claimed.ts';
import { depositRecorded } from './deposit.recorded.ts';
import { deviceClaimed } from './device.claimed.ts';
import { deviceFull } from './device.full.ts';
import { deviceProvisioned } from './device.provisioned.ts';
import { deviceReleased } from './device.released.ts';
import type { EventDefinition } from './event.ts';
import { notificationSent } from './notification.sent.ts';
import { notificationSuppressed } from './notification.suppressed.ts';
import { orderDelivered } from './order.delivered.ts';
import { orderPaid } from './order.paid.ts';
import { orderRefunded } from './order.refunded.ts';
import { pointsActivated } from './points.activated.ts';
import { pointsAdjusted } from './points.adjusted.ts';
import { pointsEarned } from './points.earned.ts';
import { pointsExpired } from './points.expired.ts';
import { pointsExpiring } from './points.expiring.ts';
import { pointsRedeemed } from './points.redeemed.ts';
import { pointsRefused } from './points.refused.ts';
import { pointsReversed } from './points.reversed.ts';
import { preferencesChanged } from './preferences.changed.ts';
import { rewardCancelled } from './reward.cancelled.ts';
import { rewardRedeemed } from './reward.redeemed.ts';

/** Every event of the product, by type. */
export const catalogue: ReadonlyMap<string, EventDefinition> = new Map(
  [
    adjustmentRejected,
    adjustmentRequested,
    caseCancelled,
    caseCertified,
    caseClosed,
    caseExpired,
    caseExtended,
    caseInTransit,
    caseInspected,
    caseLabelExpiring,
    caseLabelSent,
    caseLost,
    caseGivenUp,
    caseReceived,
    caseRecycled,
    caseRefurbished,
    caseRejected,
    caseRequested,
    caseReturned,
    caseReviewed,
    caseSentAgain,
    collectionCounted,
    collectionEmptied,
    collectionMismatched,
    collectionReceived,
    collectionReconciled,
    collectionRequested,
    collectionReviewed,
    collectionWeighed,
    collectionWithdrawn,
    customerChanged,
    customerConfirmed,
    customerLinked,
    customerRegistered,
    depositClaimed,
    depositRecorded,
    deviceClaimed,
    deviceFull,
    deviceProvisioned,
    deviceReleased,
    notificationSent,
    notificationSuppressed,
    orderDelivered,
    orderPaid,
    orderRefunded,
    preferencesChanged,
    rewardCancelled,
    rewardRedeemed,
    pointsActivated,
    pointsAdjusted,
    pointsEarned,
    pointsExpired,
    pointsExpiring,
    pointsRedeemed,
    pointsRefused,
    pointsReversed,
  ].map((definition) => [definition.type, definition as unknown as EventDefinition]),
);
