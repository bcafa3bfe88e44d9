import * as z from 'zod';
import { caseExpired } from '#events/recycling/case.expired.ts';
import { answers, defineNotice } from '../../notice.ts';
import { labelIsDone } from '../earlier.ts';

export const notice = defineNotice({
  title: {
    es: 'el aviso de que tu etiqueta ha caducado',
    ca: 'l’avís que la teva etiqueta ha caducat',
    en: 'the news that your label has expired',
  },
  urgency: 'informative',
  leadsTo: '/returns/{id}',
  values: z.object({}),
  because: [answers(caseExpired, ({ data: { customerId } }) => ({ to: customerId, values: {} }))],
  examples: [{}],
  overtakes: ['case-label', 'case-extended', 'case-expiring'],
  since: labelIsDone,
});
