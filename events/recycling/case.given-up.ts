import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { Reference } from '../values/reference.ts';

export const caseGivenUp = defineEvent({
  type: 'case.given-up',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'What was lost, or was never handed in, can turn up no more',
  data: z.object({
    caseId: z.string(),
    customerId: z.string(),
    reference: Reference.optional(),
    after: z.enum(['lost', 'expired']),
  }),
  example: {
    caseId: 'k-7HqT2mXb4a8Qk1eTzNwYgA',
    customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    reference: 'MS-C7F3-K2QB',
    after: 'lost',
  },
  tells: ({ caseId }) => ({
    es: `Ya no esperamos el paquete del caso ${caseId}`,
    ca: `Ja no esperem el paquet del cas ${caseId}`,
    en: `We wait no longer for the parcel of the case ${caseId}`,
  }),
});
