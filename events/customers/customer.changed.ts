import * as z from 'zod';
import { defineEvent } from '../event.ts';

export const customerChanged = defineEvent({
  type: 'customer.changed',
  version: 1,
  owner: 'customers',
  about: 'customer',
  summary: 'A customer changed what they say of themselves',
  data: z.object({
    customerId: z.string(),
    /** Which fields; what stands in them is personal. */
    fields: z.array(z.string()),
  }),
  example: { customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg', fields: ['language'] },
  tells: () => ({ es: 'Cambiaste tus datos', ca: 'Vas canviar les teves dades', en: 'You changed your details' }),
});
