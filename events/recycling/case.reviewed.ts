import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { Reference } from '../values/reference.ts';

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
    caseId: z.string(),
    customerId: z.string(),
    reference: Reference.optional(),
    decision: z.enum(['accept', 'reject', 'retry']),
  }),
  example: {
    caseId: 'k-7HqT2mXb4a8Qk1eTzNwYgA',
    customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    reference: 'MS-C7F3-K2QB',
    decision: 'accept',
  },
  tells: ({ decision }) => ({
    es: `Una persona revisó tu devolución: ${decisions[decision].es}`,
    ca: `Una persona va revisar la teva devolució: ${decisions[decision].ca}`,
    en: `Somebody reviewed your return: ${decisions[decision].en}`,
  }),
});
