import * as z from 'zod';
import { customerConfirmationAsked } from '#events/customers/customer.confirmation-asked.ts';
import { answers, defineNotice, oneOf } from '../../notice.ts';

export const notice = defineNotice({
  title: {
    es: 'un enlace nuevo para confirmar tu dirección',
    ca: 'un enllaç nou per confirmar la teva adreça',
    en: 'a new link to confirm your address',
  },
  urgency: 'transactional',
  leadsTo: 'confirmation',
  values: z.object({ by: oneOf('address', 'link') }),
  because: [answers(customerConfirmationAsked, ({ data: { customerId, by } }) => ({ to: customerId, values: { by } }))],
  examples: [{ by: 'address' }, { by: 'link' }],
});
