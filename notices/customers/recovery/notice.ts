import * as z from 'zod';
import { customerRecoveryAsked } from '#events/customers/customer.recovery-asked.ts';
import { answers, defineNotice } from '../../notice.ts';

export const notice = defineNotice({
  title: {
    es: 'el enlace para elegir otra contraseña',
    ca: 'l’enllaç per triar una altra contrasenya',
    en: 'the link to choose another password',
  },
  urgency: 'transactional',
  leadsTo: 'recovery',
  values: z.object({}),
  because: [answers(customerRecoveryAsked, ({ data: { customerId } }) => ({ to: customerId, values: {} }))],
  examples: [{}],
});
