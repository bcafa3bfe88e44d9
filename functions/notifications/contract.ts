import { caseCancelled } from '#events/case.cancelled.ts';
import { caseCertified } from '#events/case.certified.ts';
import { caseExpired } from '#events/case.expired.ts';
import { caseExtended } from '#events/case.extended.ts';
import { caseGivenUp } from '#events/case.given-up.ts';
import { caseLabelExpiring } from '#events/case.label-expiring.ts';
import { caseLabelSent } from '#events/case.label-sent.ts';
import { caseLost } from '#events/case.lost.ts';
import { caseReceived } from '#events/case.received.ts';
import { caseRefurbished } from '#events/case.refurbished.ts';
import { caseRejected } from '#events/case.rejected.ts';
import { caseSentAgain } from '#events/case.sent-again.ts';
import { customerRegistered } from '#events/customer.registered.ts';
import { notificationSent } from '#events/notification.sent.ts';
import { notificationSuppressed } from '#events/notification.suppressed.ts';
import { pointsEarned } from '#events/points.earned.ts';
import { pointsExpiring } from '#events/points.expiring.ts';
import { preferencesChanged } from '#events/preferences.changed.ts';
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
} as const satisfies Contract;
