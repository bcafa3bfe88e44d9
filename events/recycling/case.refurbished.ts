import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { Reference } from '../values/reference.ts';

export const caseRefurbished = defineEvent({
  type: 'case.refurbished',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'What a customer sent back will be used again',
  data: z.object({
    caseId: z.string(),
    customerId: z.string(),
    reference: Reference.optional(),
    serials: z.array(z.string().min(1).max(64)).max(20),
  }),
  example: {
    caseId: 'k-7HqT2mXb4a8Qk1eTzNwYgA',
    customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    reference: 'MS-C7F3-K2QB',
    serials: ['MS-2024-118822'],
  },
  tells: () => ({
    es: 'Lo que devolviste tendrá una segunda vida',
    ca: 'El que vas tornar tindrà una segona vida',
    en: 'What you returned will be used again',
  }),
});
