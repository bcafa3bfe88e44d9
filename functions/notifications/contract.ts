import { customerRegistered } from '#events/customer.registered.ts';
import { notificationSent } from '#events/notification.sent.ts';
import { notificationSuppressed } from '#events/notification.suppressed.ts';
import { pointsEarned } from '#events/points.earned.ts';
import { pointsExpiring } from '#events/points.expiring.ts';
import { preferencesChanged } from '#events/preferences.changed.ts';
import type { Contract } from '#layers/runtime/contract.ts';

export const contract = {
  capability: 'notifications',
  hears: [customerRegistered, pointsEarned, pointsExpiring],
  says: [notificationSent, notificationSuppressed, preferencesChanged],
  timers: ['mail'],
} as const satisfies Contract;
