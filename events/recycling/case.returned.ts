import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { Reference } from '../values/reference.ts';

export const caseReturned = defineEvent({
  type: 'case.returned',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'What came was sent back to the customer',
  recordOnly: true,
  data: z.object({ caseId: z.string(), customerId: z.string(), reference: Reference.optional() }),
  example: { caseId: 'k-7HqT2mXb4a8Qk1eTzNwYgA', customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg', reference: 'MS-C7F3-K2QB' },
  tells: ({ caseId }) => ({
    es: `Te enviamos de vuelta lo del caso ${caseId}`,
    ca: `T’hem enviat de tornada el del cas ${caseId}`,
    en: `We sent what came in the case ${caseId} back to you`,
  }),
});
