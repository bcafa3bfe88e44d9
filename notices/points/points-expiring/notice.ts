import * as z from 'zod';
import { pointsExpiring } from '#events/points/points.expiring.ts';
import { answers, count, day, defineNotice } from '../../notice.ts';

export const notice = defineNotice({
  title: {
    es: 'el aviso de lo que te va a caducar',
    ca: 'l’avís del que et caducarà',
    en: 'the warning of what is about to expire',
  },
  urgency: 'informative',
  leadsTo: '/rewards',
  topic: 'expiry',
  values: z.object({ points: count, expiresOn: day }),
  because: [
    answers(pointsExpiring, ({ data: { accountId, points, on } }) => ({
      to: accountId,
      values: { points, expiresOn: on },
    })),
  ],
  examples: [
    { points: 140, expiresOn: '2027-11-30' },
    { points: 1, expiresOn: '2027-11-30' },
  ],
});
