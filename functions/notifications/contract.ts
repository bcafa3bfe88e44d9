import { notificationSent } from '#events/notifications/notification.sent.ts';
import { notificationSuppressed } from '#events/notifications/notification.suppressed.ts';
import { preferencesChanged } from '#events/notifications/preferences.changed.ts';
import { partition as customersLinks } from '#layers/published/customers/mailed-links.ts';
import { partition as people } from '#layers/published/customers/person.ts';
import { partition as papers } from '#layers/published/recycling/case-documents.ts';
import type { Contract } from '#layers/runtime/contract.ts';
import { eventsTold } from '#notices/catalogue.ts';

/** So many mails end at one firing of a timer, where they have their turn in one run; the others do at the next. */
export const mailsAFiring = 4;

export const contract = {
  capability: 'notifications',
  hears: eventsTold,
  says: [notificationSent, notificationSuppressed, preferencesChanged],
  timers: { held: 'bulk' },
  needs: {
    reads: [people, papers],
    adds: [customersLinks],
    secrets: { 'hash-key': ['on-event', 'on-timer'], 'link-key': ['api', 'on-event', 'on-timer'] },
    origins: ['api', 'on-event', 'on-timer'],
    sendsMail: ['on-event', 'on-timer'],
    mailsCustomers: { 'on-event': 1, 'on-timer': mailsAFiring },
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
