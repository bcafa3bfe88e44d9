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
  tells: () => ({
    es: 'Ya no esperamos el paquete de tu devolución',
    ca: 'Ja no esperem el paquet de la teva devolució',
    en: 'We wait no longer for the parcel of your return',
  }),
});
