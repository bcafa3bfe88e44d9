import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { caseExample, caseFields } from '../values/case.ts';

export const caseRequested = defineEvent({
  type: 'case.requested',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'A customer wants to send something back',
  data: z.object({
    ...caseFields,
    reason: z.string(),
    serials: z.array(z.string().min(1).max(64)).max(20),
  }),
  example: {
    ...caseExample,
    reason: 'take-back',
    serials: ['MS-2024-118822'],
  },
  tells: ({ reason }, names) => {
    const why = names.returnReason(reason);
    return {
      es: `Pediste una devolución${why ? `: ${why.es}` : ''}`,
      ca: `Vas demanar una devolució${why ? `: ${why.ca}` : ''}`,
      en: `You asked for a return${why ? `: ${why.en}` : ''}`,
    };
  },
});
