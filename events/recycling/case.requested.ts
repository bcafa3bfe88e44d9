import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { Reference } from '../values/reference.ts';

export const caseRequested = defineEvent({
  type: 'case.requested',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'A customer wants to send something back',
  data: z.object({
    caseId: z.string(),
    customerId: z.string(),
    reference: Reference.optional(),
    reason: z.string(),
    serials: z.array(z.string().min(1).max(64)).max(20),
  }),
  example: {
    caseId: 'k-7HqT2mXb4a8Qk1eTzNwYgA',
    customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    reference: 'MS-C7F3-K2QB',
    reason: 'take-back',
    serials: ['MS-2024-118822'],
  },
  tells: ({ reason }, names) => {
    const why = names.returnReason(reason);
    return {
      es: `Pediste una devolución${why ? `: ${why.es}` : ''}`,
      ca: `Vas demanar una devolució${why ? `: ${why.ca}` : ''}`,
      en: `You asked for a return${why ? `: ${why.en}` : ''}`,
    };
  },
});
