import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { caseExample, caseFields } from '../values/case.ts';

export const caseReturned = defineEvent({
  type: 'case.returned',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'What came was sent back to the customer',
  recordOnly: true,
  data: z.object(caseFields),
  example: caseExample,
  tells: () => ({
    es: 'Te enviamos de vuelta lo que nos llegó',
    ca: 'T’hem enviat de tornada el que ens va arribar',
    en: 'We sent what came back to you',
  }),
});
