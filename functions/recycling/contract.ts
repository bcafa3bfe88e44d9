import { caseCancelled } from '#events/case.cancelled.ts';
import { caseCertified } from '#events/case.certified.ts';
import { caseClosed } from '#events/case.closed.ts';
import { caseExpired } from '#events/case.expired.ts';
import { caseExtended } from '#events/case.extended.ts';
import { caseGivenUp } from '#events/case.given-up.ts';
import { caseInTransit } from '#events/case.in-transit.ts';
import { caseInspected } from '#events/case.inspected.ts';
import { caseLabelExpiring } from '#events/case.label-expiring.ts';
import { caseLabelSent } from '#events/case.label-sent.ts';
import { caseLost } from '#events/case.lost.ts';
import { caseReceived } from '#events/case.received.ts';
import { caseRecycled } from '#events/case.recycled.ts';
import { caseRefurbished } from '#events/case.refurbished.ts';
import { caseRejected } from '#events/case.rejected.ts';
import { caseRequested } from '#events/case.requested.ts';
import { caseReturned } from '#events/case.returned.ts';
import { caseReviewed } from '#events/case.reviewed.ts';
import { caseSentAgain } from '#events/case.sent-again.ts';
import { customerConfirmed } from '#events/customer.confirmed.ts';
import { deviceClaimed } from '#events/device.claimed.ts';
import { deviceReleased } from '#events/device.released.ts';
import { notificationSuppressed } from '#events/notification.suppressed.ts';
import { orderDelivered } from '#events/order.delivered.ts';
import type { Contract } from '#layers/runtime/contract.ts';

export const contract = {
  capability: 'recycling',
  hears: [customerConfirmed, deviceClaimed, deviceReleased, orderDelivered, notificationSuppressed],
  says: [
    caseRequested,
    caseLabelSent,
    caseLabelExpiring,
    caseExtended,
    caseInTransit,
    caseReceived,
    caseInspected,
    caseReviewed,
    caseRecycled,
    caseRefurbished,
    caseRejected,
    caseReturned,
    caseCancelled,
    caseExpired,
    caseLost,
    caseGivenUp,
    caseCertified,
    caseSentAgain,
    caseClosed,
  ],
  timers: ['drive', 'label', 'lost', 'late', 'overdue'],
} as const satisfies Contract;
