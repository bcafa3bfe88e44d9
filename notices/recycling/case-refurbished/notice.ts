import * as z from 'zod';
import { caseRefurbished } from '#events/recycling/case.refurbished.ts';
import { answers, defineNotice } from '../../notice.ts';
import { beforeOutcome } from '../earlier.ts';

export const notice = defineNotice({
  urgency: 'informative',
  leadsTo: '/returns/{id}',
  values: z.object({}),
  because: [answers(caseRefurbished, ({ data: { customerId } }) => ({ to: customerId, values: {} }))],
  examples: [{}],
  overtakes: beforeOutcome,
});
