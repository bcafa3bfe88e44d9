import * as z from 'zod';
import { customerRegistered } from '#events/customers/customer.registered.ts';
import { answers, defineNotice } from '../../notice.ts';

export const notice = defineNotice({
  title: {
    es: 'la confirmación de tu dirección',
    ca: 'la confirmació de la teva adreça',
    en: 'the confirmation of your address',
  },
  urgency: 'transactional',
  leadsTo: 'confirmation',
  values: z.object({}),
  because: [answers(customerRegistered, ({ data: { customerId } }) => ({ to: customerId, values: {} }))],
  examples: [{}],
});
