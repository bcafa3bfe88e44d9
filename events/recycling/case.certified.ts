import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { caseExample, caseFields } from '../values/case.ts';

export const caseCertified = defineEvent({
  type: 'case.certified',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'The certificate of recycling is made',
  data: z.object({
    ...caseFields,
    grams: z.int().min(0),
    co2eGrams: z.int().min(0),
  }),
  example: {
    ...caseExample,
    grams: 90,
    co2eGrams: 105,
  },
  tells: ({ grams, co2eGrams }) => ({
    es: `Emitimos el certificado de reciclaje: ${grams} g, ${co2eGrams} g de CO₂e evitados`,
    ca: `Vam emetre el certificat de reciclatge: ${grams} g, ${co2eGrams} g de CO₂e evitats`,
    en: `We made the certificate of recycling: ${grams} g, ${co2eGrams} g of CO₂e avoided`,
  }),
});
