import * as z from 'zod';
import { defineEvent } from '../event.ts';

export const customerConfirmed = defineEvent({
  type: 'customer.confirmed',
  version: 1,
  owner: 'customers',
  about: 'customer',
  summary: 'A customer proved that an e-mail address is theirs',
  data: z.object({ customerId: z.string(), channel: z.enum(['mail']) }),
  example: { customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg', channel: 'mail' },
  tells: () => ({
    es: 'Confirmaste tu correo',
    ca: 'Vas confirmar el teu correu',
    en: 'You confirmed your e-mail address',
  }),
});
