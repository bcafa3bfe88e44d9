import { customerRegistered } from '#events/customers/customer.registered.ts';
import { notificationSent } from '#events/notifications/notification.sent.ts';
import { notificationSuppressed } from '#events/notifications/notification.suppressed.ts';
import { preferencesChanged } from '#events/notifications/preferences.changed.ts';
import { pointsEarned } from '#events/points/points.earned.ts';
import { pointsExpiring } from '#events/points/points.expiring.ts';
import { caseCancelled } from '#events/recycling/case.cancelled.ts';
import { caseCertified } from '#events/recycling/case.certified.ts';
import { caseExpired } from '#events/recycling/case.expired.ts';
import { caseExtended } from '#events/recycling/case.extended.ts';
import { caseGivenUp } from '#events/recycling/case.given-up.ts';
import { caseLabelExpiring } from '#events/recycling/case.label-expiring.ts';
import { caseLabelSent } from '#events/recycling/case.label-sent.ts';
import { caseLost } from '#events/recycling/case.lost.ts';
import { caseReceived } from '#events/recycling/case.received.ts';
import { caseRefurbished } from '#events/recycling/case.refurbished.ts';
import { caseRejected } from '#events/recycling/case.rejected.ts';
import { caseSentAgain } from '#events/recycling/case.sent-again.ts';
import type { Contract } from '#layers/runtime/contract.ts';

export const contract = {
  capability: 'notifications',
  hears: [
    customerRegistered,
    pointsEarned,
    pointsExpiring,
    caseLabelSent,
    caseExtended,
    caseLabelExpiring,
    caseExpired,
    caseReceived,
    caseLost,
    caseGivenUp,
    caseRefurbished,
    caseRejected,
    caseCancelled,
    caseCertified,
    caseSentAgain,
  ],
  says: [notificationSent, notificationSuppressed, preferencesChanged],
  timers: ['held'],
  needs: {
    reads: ['customers#*#person#*', 'recycling#*#document#*'],
    adds: ['link#customers#*'],
    secrets: { 'hash-key': ['on-event', 'on-timer'], 'link-key': ['api', 'on-event', 'on-timer'] },
    origins: ['api', 'on-event', 'on-timer'],
    sendsMail: ['on-event', 'on-timer'],
  },
  personal: [
    { items: 'notifications#*#customer#*', exported: 'whole', erased: 'removed' },
    {
      items: 'notifications#*#address#*',
      exported: { not: 'How often a hashed address was written to in a day' },
      erased: 'removed',
    },
    { items: 'notifications#*#once#*', exported: { not: 'It repeats what a request was answered' }, erased: 'removed' },
    { items: 'timer#notifications#*', exported: { not: 'It says when something is due, not what' }, erased: 'removed' },
  ],
} as const satisfies Contract;
