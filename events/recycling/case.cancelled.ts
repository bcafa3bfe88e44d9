import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { Reference } from '../values/reference.ts';

export const caseCancelled = defineEvent({
  type: 'case.cancelled',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'A case was called off',
  data: z.object({ caseId: z.string(), customerId: z.string(), reference: Reference.optional() }),
  example: { caseId: 'k-7HqT2mXb4a8Qk1eTzNwYgA', customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg', reference: 'MS-C7F3-K2QB' },
  tells: () => ({
    es: 'Se anuló tu devolución',
    ca: 'Es va anul·lar la teva devolució',
    en: 'Your return was cancelled',
  }),
});
