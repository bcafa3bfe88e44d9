import * as z from 'zod';
import { defineEvent } from './event.ts';

export const preferencesChanged = defineEvent({
  type: 'preferences.changed',
  version: 1,
  owner: 'notifications',
  about: 'customer',
  summary: 'A customer chose which mails they want, by a page or by an unsubscribe link',
  recordOnly: true,
  data: z.object({ customerId: z.string(), receipts: z.boolean() }),
  example: { customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg', receipts: false },
  tells: ({ receipts }) =>
    receipts
      ? {
          es: 'Elegiste recibir un correo por depósito',
          ca: 'Vas triar rebre un correu per dipòsit',
          en: 'You chose to have a mail for each deposit',
        }
      : {
          es: 'Elegiste no recibir un correo por depósito',
          ca: 'Vas triar no rebre un correu per dipòsit',
          en: 'You chose to have no mail for each deposit',
        },
});
