import * as z from 'zod';
import { caseInspected } from '#events/recycling/case.inspected.ts';
import { answers, count, defineNotice } from '../../notice.ts';
import { aboutLabel } from '../earlier.ts';

export const notice = defineNotice({
  title: {
    es: 'el aviso de lo que no ha llegado',
    ca: 'l’avís del que no ha arribat',
    en: 'the news of what has not arrived',
  },
  urgency: 'informative',
  leadsTo: '/returns/{id}',
  values: z.object({ devices: count, serials: z.string() }),
  because: [
    answers(caseInspected, ({ data: { customerId, notArrived = [] } }) =>
      notArrived.length === 0
        ? undefined
        : { to: customerId, values: { devices: notArrived.length, serials: notArrived.join(', ') } },
    ),
  ],
  examples: [
    { devices: 1, serials: 'MS-2024-118822' },
    { devices: 2, serials: 'MS-2024-118822, MS-2024-118823' },
  ],
  overtakes: [...aboutLabel, 'case-lost'],
});
