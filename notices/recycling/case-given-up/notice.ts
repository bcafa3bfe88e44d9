import * as z from 'zod';
import { caseGivenUp } from '#events/recycling/case.given-up.ts';
import { answers, defineNotice } from '../../notice.ts';
import { aboutLabel } from '../earlier.ts';

export const notice = defineNotice({
  title: {
    es: 'el aviso de que no hemos encontrado tu paquete',
    ca: 'l’avís que no hem trobat el teu paquet',
    en: 'the news that we have not found your parcel',
  },
  urgency: 'informative',
  leadsTo: '/returns/{id}',
  values: z.object({}),
  because: [
    answers(caseGivenUp, ({ data: { customerId, after } }) =>
      after === 'lost' ? { to: customerId, values: {} } : undefined,
    ),
  ],
  examples: [{}],
  overtakes: [...aboutLabel, 'case-lost'],
});
