import * as z from 'zod';
import { defineEvent } from '../event.ts';

export const customerPasswordChanged = defineEvent({
  type: 'customer.password-changed',
  version: 1,
  owner: 'customers',
  about: 'customer',
  summary: 'A customer chose a new password by a mailed link, and was signed out everywhere',
  data: z.object({ customerId: z.string() }),
  example: { customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg' },
  tells: () => ({
    es: 'Cambiaste tu contraseña',
    ca: 'Vas canviar la contrasenya',
    en: 'You changed your password',
  }),
});
