import * as z from 'zod';
import { caseCancelled } from '#events/recycling/case.cancelled.ts';
import { caseReceived } from '#events/recycling/case.received.ts';
import { answers, dayOr, defineNotice, ends } from '../../notice.ts';
import { aboutLabel } from '../earlier.ts';

export const notice = defineNotice({
  title: {
    es: 'el aviso de que tu paquete ha llegado',
    ca: 'l’avís que el teu paquet ha arribat',
    en: 'the news that your parcel has arrived',
  },
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
  since: ends(caseCancelled),
});
