import * as z from 'zod';
import { caseLost } from '#events/recycling/case.lost.ts';
import { caseReceived } from '#events/recycling/case.received.ts';
import { answers, defineNotice, ends } from '../../notice.ts';
import { aboutLabel } from '../earlier.ts';

export const notice = defineNotice({
  title: {
    es: 'el aviso de que buscamos tu paquete',
    ca: 'l’avís que busquem el teu paquet',
    en: 'the news that we are looking for your parcel',
  },
  urgency: 'informative',
  leadsTo: '/returns/{id}',
  values: z.object({}),
  because: [answers(caseLost, ({ data: { customerId } }) => ({ to: customerId, values: {} }))],
  examples: [{}],
  overtakes: [...aboutLabel, 'case-lost'],
  since: ends(caseReceived),
});
