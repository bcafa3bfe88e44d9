import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { caseExample, caseFields } from '../values/case.ts';

export const caseInTransit = defineEvent({
  type: 'case.in-transit',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'The parcel is under way',
  recordOnly: true,
  data: z.object(caseFields),
  example: caseExample,
  tells: () => ({
    es: 'El paquete de tu devolución está en camino',
    ca: 'El paquet de la teva devolució és de camí',
    en: 'The parcel of your return is under way',
  }),
});
