import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { caseExample, caseFields } from '../values/case.ts';

const decisions = {
  accept: { es: 'sigue adelante', ca: 'continua endavant', en: 'it goes on' },
  reject: { es: 'no se acepta', ca: 'no s’accepta', en: 'it is not accepted' },
  retry: { es: 'se intenta de nuevo', ca: 'es torna a provar', en: 'it is tried again' },
};

export const caseReviewed = defineEvent({
  type: 'case.reviewed',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'An agent decided how a case goes on',
  recordOnly: true,
  data: z.object({
    ...caseFields,
    decision: z.enum(['accept', 'reject', 'retry']),
  }),
  example: {
    ...caseExample,
    decision: 'accept',
  },
  tells: ({ decision }) => ({
    es: `Una persona revisó tu devolución: ${decisions[decision].es}`,
    ca: `Una persona va revisar la teva devolució: ${decisions[decision].ca}`,
    en: `Somebody reviewed your return: ${decisions[decision].en}`,
  }),
});
