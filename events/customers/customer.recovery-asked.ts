import * as z from 'zod';
import { defineEvent } from '../event.ts';

export const customerRecoveryAsked = defineEvent({
  type: 'customer.recovery-asked',
  version: 1,
  owner: 'customers',
  about: 'customer',
  summary: 'Somebody asked for a link by which a customer chooses a new password',
  data: z.object({ customerId: z.string() }),
  example: { customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg' },
  tells: () => ({
    es: 'Se pidió un enlace para elegir otra contraseña',
    ca: 'Es va demanar un enllaç per triar una altra contrasenya',
    en: 'A link to choose another password was asked for',
  }),
});
