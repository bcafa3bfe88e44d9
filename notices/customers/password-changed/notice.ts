import * as z from 'zod';
import { customerPasswordChanged } from '#events/customers/customer.password-changed.ts';
import { answers, defineNotice } from '../../notice.ts';

export const notice = defineNotice({
  title: {
    es: 'el aviso de que tu contraseña ha cambiado',
    ca: 'l’avís que la teva contrasenya ha canviat',
    en: 'the notice that your password has changed',
  },
  urgency: 'transactional',
  leadsTo: '/',
  values: z.object({}),
  because: [answers(customerPasswordChanged, ({ data: { customerId } }) => ({ to: customerId, values: {} }))],
  examples: [{}],
});
