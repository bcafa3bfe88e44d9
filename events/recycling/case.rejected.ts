import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { caseExample, caseFields } from '../values/case.ts';

export const caseRejected = defineEvent({
  type: 'case.rejected',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'What a customer sent back is not accepted and goes back to them',
  data: z.object({
    ...caseFields,
    serials: z.array(z.string().min(1).max(64)).max(20),
    /** It was refused before anything was sent. */
    beforeSending: z.literal(true).optional(),
  }),
  example: {
    ...caseExample,
    serials: ['MS-2024-118822'],
  },
  tells: ({ beforeSending }) =>
    beforeSending
      ? {
          es: 'No pudimos aceptar la devolución que pediste',
          ca: 'No vam poder acceptar la devolució que vas demanar',
          en: 'We could not accept the return that you asked for',
        }
      : {
          es: 'No pudimos aceptar lo que devolviste: te lo enviamos de vuelta',
          ca: 'No vam poder acceptar el que vas tornar: t’ho enviem de tornada',
          en: 'We could not accept what you returned: it goes back to you',
        },
});
