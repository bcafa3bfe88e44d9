import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { Reference } from '../values/reference.ts';

export const caseSentAgain = defineEvent({
  type: 'case.sent-again',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'Somebody asked that a document be mailed once more',
  data: z.object({
    caseId: z.string(),
    customerId: z.string(),
    reference: Reference.optional(),
    document: z.enum(['label', 'certificate']),
  }),
  example: {
    caseId: 'k-7HqT2mXb4a8Qk1eTzNwYgA',
    customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    reference: 'MS-C7F3-K2QB',
    document: 'label',
  },
  tells: ({ document }) => ({
    es: `Se pidió enviar de nuevo ${documents[document].es}`,
    ca: `Es va demanar tornar a enviar ${documents[document].ca}`,
    en: `${documents[document].en} was asked for once more`,
  }),
});

const documents = {
  label: { es: 'la etiqueta', ca: 'l’etiqueta', en: 'The label' },
  certificate: {
    es: 'el certificado de reciclaje',
    ca: 'el certificat de reciclatge',
    en: 'The certificate of recycling',
  },
};
