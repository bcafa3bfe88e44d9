import * as z from 'zod';
import { caseRefurbished } from '#events/recycling/case.refurbished.ts';
import { answers, defineNotice } from '../../notice.ts';
import { beforeOutcome } from '../earlier.ts';

export const notice = defineNotice({
  title: {
    es: 'la noticia de la segunda vida de tu dispositivo',
    ca: 'la notícia de la segona vida del teu dispositiu',
    en: 'the news of the second life of your device',
  },
  urgency: 'informative',
  leadsTo: '/returns/{id}',
  values: z.object({}),
  because: [answers(caseRefurbished, ({ data: { customerId } }) => ({ to: customerId, values: {} }))],
  examples: [{}],
  overtakes: beforeOutcome,
});
