import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { Reference } from '../values/reference.ts';

export const caseExpired = defineEvent({
  type: 'case.expired',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'The label expired and nothing was handed in',
  data: z.object({ caseId: z.string(), customerId: z.string(), reference: Reference.optional() }),
  example: { caseId: 'k-7HqT2mXb4a8Qk1eTzNwYgA', customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg', reference: 'MS-C7F3-K2QB' },
  tells: () => ({
    es: 'La etiqueta de tu devolución caducó',
    ca: 'L’etiqueta de la teva devolució va caducar',
    en: 'The label of your return expired',
  }),
});
