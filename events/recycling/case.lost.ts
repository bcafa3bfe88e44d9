import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { caseExample, caseFields } from '../values/case.ts';

export const caseLost = defineEvent({
  type: 'case.lost',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'A parcel under way did not arrive in time',
  data: z.object(caseFields),
  example: caseExample,
  tells: () => ({
    es: 'El paquete de tu devolución no ha llegado: lo estamos buscando',
    ca: 'El paquet de la teva devolució no ha arribat: l’estem buscant',
    en: 'The parcel of your return has not arrived: we are looking for it',
  }),
});
