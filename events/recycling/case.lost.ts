import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { Reference } from '../values/reference.ts';

export const caseLost = defineEvent({
  type: 'case.lost',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'A parcel under way did not arrive in time',
  data: z.object({ caseId: z.string(), customerId: z.string(), reference: Reference.optional() }),
  example: { caseId: 'k-7HqT2mXb4a8Qk1eTzNwYgA', customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg', reference: 'MS-C7F3-K2QB' },
  tells: () => ({
    es: 'El paquete de tu devolución no ha llegado: lo estamos buscando',
    ca: 'El paquet de la teva devolució no ha arribat: l’estem buscant',
    en: 'The parcel of your return has not arrived: we are looking for it',
  }),
});
