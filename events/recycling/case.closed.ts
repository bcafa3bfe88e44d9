import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { Reference } from '../values/reference.ts';

export const caseClosed = defineEvent({
  type: 'case.closed',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'Nothing more will happen in a case',
  recordOnly: true,
  data: z.object({
    caseId: z.string(),
    customerId: z.string(),
    reference: Reference.optional(),
    result: z.enum(['recycled', 'refurbished', 'rejected', 'cancelled', 'expired', 'lost']),
  }),
  example: {
    caseId: 'k-7HqT2mXb4a8Qk1eTzNwYgA',
    customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    reference: 'MS-C7F3-K2QB',
    result: 'recycled',
  },
  tells: () => ({
    es: 'Se cerró tu devolución',
    ca: 'Es va tancar la teva devolució',
    en: 'Your return was closed',
  }),
});
