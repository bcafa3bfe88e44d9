import * as z from 'zod';
import { caseReceived } from '#events/recycling/case.received.ts';
import { answers, dayOr, defineNotice } from '../../notice.ts';
import { aboutLabel } from '../earlier.ts';

export const notice = defineNotice({
  urgency: 'informative',
  leadsTo: '/returns/{id}',
  values: z.object({ inspectedBy: dayOr('never') }),
  because: [
    answers(caseReceived, ({ data: { customerId, inspectedBy = 'never' } }) => ({
      to: customerId,
      values: { inspectedBy },
    })),
  ],
  examples: [{ inspectedBy: '2026-12-29' }, { inspectedBy: 'never' }],
  overtakes: [...aboutLabel, 'case-lost'],
});
