import * as z from 'zod';
import { caseLost } from '#events/recycling/case.lost.ts';
import { answers, defineNotice } from '../../notice.ts';
import { aboutLabel } from '../earlier.ts';

export const notice = defineNotice({
  urgency: 'informative',
  leadsTo: '/returns/{id}',
  values: z.object({}),
  because: [answers(caseLost, ({ data: { customerId } }) => ({ to: customerId, values: {} }))],
  examples: [{}],
  overtakes: [...aboutLabel, 'case-lost'],
});
