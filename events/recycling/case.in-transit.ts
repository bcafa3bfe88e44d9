import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { Reference } from '../values/reference.ts';

export const caseInTransit = defineEvent({
  type: 'case.in-transit',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'The parcel is under way',
  recordOnly: true,
  data: z.object({ caseId: z.string(), customerId: z.string(), reference: Reference.optional() }),
  example: { caseId: 'k-7HqT2mXb4a8Qk1eTzNwYgA', customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg', reference: 'MS-C7F3-K2QB' },
  tells: ({ caseId }) => ({
    es: `El paquete del caso ${caseId} está en camino`,
    ca: `El paquet del cas ${caseId} és de camí`,
    en: `The parcel of the case ${caseId} is under way`,
  }),
});
