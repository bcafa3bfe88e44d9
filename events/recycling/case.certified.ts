import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { caseExample, caseFields } from '../values/case.ts';

const figures = { grams: z.int().min(0), co2eGrams: z.int().min(0) };

export const caseCertified = defineEvent({
  type: 'case.certified',
  version: 2,
  owner: 'recycling',
  about: 'case',
  summary: 'The certificate of recycling is made',
  data: z.object({
    ...caseFields,
    /** What was recycled weighs, and avoids, where figures of its kind are known. */
    grams: figures.grams.optional(),
    co2eGrams: figures.co2eGrams.optional(),
  }),
  example: {
    ...caseExample,
    grams: 90,
    co2eGrams: 105,
  },
  tells: ({ grams, co2eGrams }) =>
    grams === undefined || co2eGrams === undefined
      ? {
          es: 'Emitimos el certificado de reciclaje',
          ca: 'Vam emetre el certificat de reciclatge',
          en: 'We made the certificate of recycling',
        }
      : {
          es: `Emitimos el certificado de reciclaje: ${grams} g, ${co2eGrams} g de CO₂e evitados`,
          ca: `Vam emetre el certificat de reciclatge: ${grams} g, ${co2eGrams} g de CO₂e evitats`,
          en: `We made the certificate of recycling: ${grams} g, ${co2eGrams} g of CO₂e avoided`,
        },
  before: [
    { version: 1, data: z.object({ ...caseFields, ...figures }), upcast: (data) => data as Record<string, unknown> },
  ],
});
