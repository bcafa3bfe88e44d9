import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { caseExample, caseFields } from '../values/case.ts';

export const caseGivenUp = defineEvent({
  type: 'case.given-up',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'What was lost, or was never handed in, can turn up no more',
  data: z.object({
    ...caseFields,
    after: z.enum(['lost', 'expired']),
  }),
  example: {
    ...caseExample,
    after: 'lost',
  },
  tells: () => ({
    es: 'Ya no esperamos el paquete de tu devolución',
    ca: 'Ja no esperem el paquet de la teva devolució',
    en: 'We wait no longer for the parcel of your return',
  }),
});
