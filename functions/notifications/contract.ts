import { notificationSent } from '#events/notifications/notification.sent.ts';
import { notificationSuppressed } from '#events/notifications/notification.suppressed.ts';
import { preferencesChanged } from '#events/notifications/preferences.changed.ts';
import type { Contract } from '#layers/runtime/contract.ts';
import { eventsTold } from '#notices/catalogue.ts';

export const contract = {
  capability: 'notifications',
  hears: eventsTold,
  says: [notificationSent, notificationSuppressed, preferencesChanged],
  timers: ['held'],
  needs: {
    reads: ['customers#*#person#*', 'recycling#*#document#*'],
    adds: ['link#customers#*'],
    secrets: { 'hash-key': ['on-event', 'on-timer'], 'link-key': ['api', 'on-event', 'on-timer'] },
    origins: ['api', 'on-event', 'on-timer'],
    sendsMail: ['on-event', 'on-timer'],
  },
} as const satisfies Contract;
