import * as z from 'zod';
import { pointsEarned } from '#events/points/points.earned.ts';
import { count as containersIn } from '#events/values/containers.ts';
import { lastDay } from '#layers/time/month.ts';
import { answers, count, day, defineNotice } from '../../notice.ts';

export const notice = defineNotice({
  title: {
    es: 'el recibo de tu depósito',
    ca: 'el rebut del teu dipòsit',
    en: 'the receipt of your deposit',
  },
  urgency: 'informative',
  leadsTo: '/points',
  topic: 'receipts',
  values: z.object({ points: count, containers: count, expiresOn: day }),
  because: [
    answers(pointsEarned, ({ data: { accountId, points, lot, containers } }) => {
      if (containers === undefined || lot === undefined) return undefined;
      const expiresOn = lastDay(lot.slice(0, 'yyyy-mm'.length));
      return { to: accountId, values: { points, containers: containersIn(containers), expiresOn } };
    }),
  ],
  together: (one, other) =>
    one.expiresOn === other.expiresOn
      ? { ...one, points: one.points + other.points, containers: one.containers + other.containers }
      : undefined,
  examples: [
    { points: 27, containers: 12, expiresOn: '2027-11-30' },
    { points: 1, containers: 1, expiresOn: '2027-11-30' },
  ],
});
