import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { caseExample, caseFields } from '../values/case.ts';

export const caseSentAgain = defineEvent({
  type: 'case.sent-again',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'Somebody asked that a document be mailed once more',
  data: z.object({
    ...caseFields,
    document: z.enum(['label', 'certificate']),
  }),
  example: {
    ...caseExample,
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
