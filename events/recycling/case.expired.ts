import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { caseExample, caseFields } from '../values/case.ts';

export const caseExpired = defineEvent({
  type: 'case.expired',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'The label expired and nothing was handed in',
  data: z.object(caseFields),
  example: caseExample,
  tells: () => ({
    es: 'La etiqueta de tu devolución caducó',
    ca: 'L’etiqueta de la teva devolució va caducar',
    en: 'The label of your return expired',
  }),
});
