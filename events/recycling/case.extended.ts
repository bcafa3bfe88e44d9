import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { toldDay } from '../values/day.ts';
import { Reference } from '../values/reference.ts';

export const caseExtended = defineEvent({
  type: 'case.extended',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'The label is good for longer, once',
  data: z.object({
    caseId: z.string(),
    customerId: z.string(),
    reference: Reference.optional(),
    expiresOn: z.iso.date(),
  }),
  example: {
    caseId: 'k-7HqT2mXb4a8Qk1eTzNwYgA',
    customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    reference: 'MS-C7F3-K2QB',
    expiresOn: '2027-01-05',
  },
  tells: ({ expiresOn }) => ({
    es: `Ampliaste la etiqueta hasta el ${toldDay(expiresOn).es}`,
    ca: `Vas ampliar l’etiqueta fins al ${toldDay(expiresOn).ca}`,
    en: `You extended the label until ${toldDay(expiresOn).en}`,
  }),
});
