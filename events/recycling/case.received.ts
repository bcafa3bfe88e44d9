import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { caseExample, caseFields } from '../values/case.ts';

export const caseReceived = defineEvent({
  type: 'case.received',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'The parcel is in the warehouse',
  data: z.object({
    ...caseFields /** Absent where nobody will look at it, for the return was called off: it goes back. */,
    inspectedBy: z.iso.date().optional(),
  }),
  example: {
    ...caseExample,
    inspectedBy: '2026-12-29',
  },
  tells: () => ({
    es: 'Recibimos el paquete de tu devolución',
    ca: 'Vam rebre el paquet de la teva devolució',
    en: 'We received the parcel of your return',
  }),
});
