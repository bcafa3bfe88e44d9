import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { caseExample, caseFields } from '../values/case.ts';

export const caseCancelled = defineEvent({
  type: 'case.cancelled',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'A case was called off',
  data: z.object(caseFields),
  example: caseExample,
  tells: () => ({
    es: 'Se anuló tu devolución',
    ca: 'Es va anul·lar la teva devolució',
    en: 'Your return was cancelled',
  }),
});
