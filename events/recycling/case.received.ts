import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { Reference } from '../values/reference.ts';

export const caseReceived = defineEvent({
  type: 'case.received',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'The parcel is in the warehouse',
  data: z.object({
    caseId: z.string(),
    customerId: z.string(),
    reference: Reference.optional(),
    /** Absent where nobody will look at it, for the return was called off: it goes back. */
    inspectedBy: z.iso.date().optional(),
  }),
  example: {
    caseId: 'k-7HqT2mXb4a8Qk1eTzNwYgA',
    customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    reference: 'MS-C7F3-K2QB',
    inspectedBy: '2026-12-29',
  },
  tells: () => ({
    es: 'Recibimos el paquete de tu devolución',
    ca: 'Vam rebre el paquet de la teva devolució',
    en: 'We received the parcel of your return',
  }),
});
