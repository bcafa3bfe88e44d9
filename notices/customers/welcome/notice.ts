import * as z from 'zod';
import { customerRegistered } from '#events/customers/customer.registered.ts';
import { answers, defineNotice } from '../../notice.ts';

export const notice = defineNotice({
  urgency: 'transactional',
  leadsTo: 'confirmation',
  values: z.object({}),
  because: [answers(customerRegistered, ({ data: { customerId } }) => ({ to: customerId, values: {} }))],
  examples: [{}],
});
