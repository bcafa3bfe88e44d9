import * as z from 'zod';
import { defineEvent } from '../event.ts';

export const preferencesChanged = defineEvent({
  type: 'preferences.changed',
  version: 1,
  owner: 'notifications',
  about: 'customer',
  summary: 'A customer chose which mails they want, by a page or by an unsubscribe link',
  recordOnly: true,
  data: z.object({ customerId: z.string(), receipts: z.boolean().optional(), expiry: z.boolean().optional() }),
  example: { customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg', receipts: false },
  tells: () => ({
    es: 'Cambiaste qué correos quieres recibir',
    ca: 'Vas canviar quins correus vols rebre',
    en: 'You changed which mails you want',
  }),
});
