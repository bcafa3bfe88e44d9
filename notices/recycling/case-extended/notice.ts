import * as z from 'zod';
import { caseExtended } from '#events/recycling/case.extended.ts';
import { answers, day, defineNotice } from '../../notice.ts';
import { labelIsDone } from '../earlier.ts';

export const notice = defineNotice({
  title: {
    es: 'el nuevo plazo de tu etiqueta',
    ca: 'el nou termini de la teva etiqueta',
    en: 'the new time of your label',
  },
  urgency: 'transactional',
  leadsTo: '/returns/{id}',
  values: z.object({ expiresOn: day }),
  because: [
    answers(caseExtended, ({ data: { customerId, expiresOn } }) => ({ to: customerId, values: { expiresOn } })),
  ],
  examples: [{ expiresOn: '2027-01-05' }],
  overtakes: ['case-expiring'],
  since: labelIsDone,
});
