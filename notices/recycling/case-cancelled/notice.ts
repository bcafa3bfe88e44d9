import * as z from 'zod';
import { caseCancelled } from '#events/recycling/case.cancelled.ts';
import { answers, defineNotice } from '../../notice.ts';
import { aboutLabel } from '../earlier.ts';

export const notice = defineNotice({
  urgency: 'informative',
  leadsTo: '/returns/{id}',
  values: z.object({}),
  because: [
    /** Who called it off themselves knows. */
    answers(caseCancelled, ({ actor, data: { customerId } }) =>
      actor.id === customerId ? undefined : { to: customerId, values: {} },
    ),
  ],
  examples: [{}],
  overtakes: [...aboutLabel, 'case-received'],
});
