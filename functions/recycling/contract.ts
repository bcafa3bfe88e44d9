import { orderDelivered } from '#events/billing/order.delivered.ts';
import { customerConfirmed } from '#events/customers/customer.confirmed.ts';
import { deviceClaimed } from '#events/devices/device.claimed.ts';
import { deviceReleased } from '#events/devices/device.released.ts';
import { notificationSuppressed } from '#events/notifications/notification.suppressed.ts';
import { caseCancelled } from '#events/recycling/case.cancelled.ts';
import { caseCertified } from '#events/recycling/case.certified.ts';
import { caseClosed } from '#events/recycling/case.closed.ts';
import { caseDelivered } from '#events/recycling/case.delivered.ts';
import { caseExpired } from '#events/recycling/case.expired.ts';
import { caseExtended } from '#events/recycling/case.extended.ts';
import { caseGivenUp } from '#events/recycling/case.given-up.ts';
import { caseInTransit } from '#events/recycling/case.in-transit.ts';
import { caseInspected } from '#events/recycling/case.inspected.ts';
import { caseLabelExpiring } from '#events/recycling/case.label-expiring.ts';
import { caseLabelSent } from '#events/recycling/case.label-sent.ts';
import { caseLost } from '#events/recycling/case.lost.ts';
import { caseReceived } from '#events/recycling/case.received.ts';
import { caseRecycled } from '#events/recycling/case.recycled.ts';
import { caseRefurbished } from '#events/recycling/case.refurbished.ts';
import { caseRejected } from '#events/recycling/case.rejected.ts';
import { caseRequested } from '#events/recycling/case.requested.ts';
import { caseReturned } from '#events/recycling/case.returned.ts';
import { caseReviewed } from '#events/recycling/case.reviewed.ts';
import { caseSentAgain } from '#events/recycling/case.sent-again.ts';
import { partition as people } from '#layers/published/customers/person.ts';
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
    caseDelivered,
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
  timers: { drive: 'deadline', label: 'deadline', lost: 'deadline', late: 'deadline', overdue: 'deadline' },
  needs: {
    reads: [people],
    secrets: { 'link-key': ['api'] },
    calls: { stepfunctions: ['api', 'on-timer', 'on-wait'] },
  },
  personal: [
    { items: 'recycling#*#customer#*', exported: 'whole', erased: 'removed' },
    { items: 'recycling#*#case#*', exported: 'whole', erased: 'unnamed' },
    {
      items: 'recycling#*#reference#*',
      exported: { not: 'It leads to a case, which says it' },
      erased: { kept: 'It names nobody, and its case stays' },
    },
    { items: 'recycling#*#document#*', exported: 'whole', erased: 'removed' },
    {
      items: 'recycling#*#serial#*',
      exported: { not: 'Whose a device is, which stands with its owner' },
      erased: 'unnamed',
    },
    { items: 'recycling#*#once#*', exported: { not: 'It repeats what a request was answered' }, erased: 'removed' },
    { items: 'timer#recycling#*', exported: { not: 'It says when something is due, not what' }, erased: 'removed' },
  ],
} as const satisfies Contract;
