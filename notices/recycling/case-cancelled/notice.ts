import * as z from 'zod';
import { caseCancelled } from '#events/recycling/case.cancelled.ts';
import { answers, defineNotice } from '../../notice.ts';
import { aboutLabel } from '../earlier.ts';

export const notice = defineNotice({
  title: {
    es: 'la anulación de tu devolución',
    ca: 'l’anul·lació de la teva devolució',
    en: 'the cancellation of your return',
  },
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
