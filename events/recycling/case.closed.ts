import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { caseExample, caseFields } from '../values/case.ts';

export const caseClosed = defineEvent({
  type: 'case.closed',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'Nothing more will happen in a case',
  recordOnly: true,
  data: z.object({
    ...caseFields,
    result: z.enum(['recycled', 'refurbished', 'rejected', 'cancelled', 'expired', 'lost']),
  }),
  example: {
    ...caseExample,
    result: 'recycled',
  },
  tells: () => ({
    es: 'Se cerró tu devolución',
    ca: 'Es va tancar la teva devolució',
    en: 'Your return was closed',
  }),
});
