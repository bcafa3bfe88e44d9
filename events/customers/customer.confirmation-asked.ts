import * as z from 'zod';
import { defineEvent } from '../event.ts';

export const customerConfirmationAsked = defineEvent({
  type: 'customer.confirmation-asked',
  version: 1,
  owner: 'customers',
  about: 'customer',
  summary: 'Somebody asked for a new link by which a customer’s e-mail address is confirmed',
  data: z.object({
    customerId: z.string(),
    /** By typing the address in, as anybody can, or by an earlier link, which only who reads its mail has. */
    by: z.enum(['address', 'link']),
  }),
  example: { customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg', by: 'address' },
  tells: () => ({
    es: 'Se pidió otro enlace para confirmar tu correo',
    ca: 'Es va demanar un altre enllaç per confirmar el teu correu',
    en: 'Another link to confirm your e-mail address was asked for',
  }),
});
