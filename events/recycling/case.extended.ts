import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { caseExample, caseFields } from '../values/case.ts';
import { toldDay } from '../values/day.ts';

export const caseExtended = defineEvent({
  type: 'case.extended',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'The label is good for longer, once',
  data: z.object({
    ...caseFields,
    expiresOn: z.iso.date(),
  }),
  example: {
    ...caseExample,
    expiresOn: '2027-01-05',
  },
  tells: ({ expiresOn }) => ({
    es: `Ampliaste la etiqueta hasta el ${toldDay(expiresOn).es}`,
    ca: `Vas ampliar l’etiqueta fins al ${toldDay(expiresOn).ca}`,
    en: `You extended the label until ${toldDay(expiresOn).en}`,
  }),
});
