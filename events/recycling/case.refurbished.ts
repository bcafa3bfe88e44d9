import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { caseExample, caseFields } from '../values/case.ts';

export const caseRefurbished = defineEvent({
  type: 'case.refurbished',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'What a customer sent back will be used again',
  data: z.object({
    ...caseFields,
    serials: z.array(z.string().min(1).max(64)).max(20),
  }),
  example: {
    ...caseExample,
    serials: ['MS-2024-118822'],
  },
  tells: () => ({
    es: 'Lo que devolviste tendrá una segunda vida',
    ca: 'El que vas tornar tindrà una segona vida',
    en: 'What you returned will be used again',
  }),
});
