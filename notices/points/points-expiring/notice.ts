import * as z from 'zod';
import { pointsAdjusted } from '#events/points/points.adjusted.ts';
import { pointsExpired } from '#events/points/points.expired.ts';
import { pointsExpiring } from '#events/points/points.expiring.ts';
import { pointsRedeemed } from '#events/points/points.redeemed.ts';
import { pointsReversed } from '#events/points/points.reversed.ts';
import type { LotPoints } from '#events/values/lot-points.ts';
import { lastDay } from '#layers/time/month.ts';
import { answers, changes, count, day, defineNotice } from '../../notice.ts';

type Warned = z.infer<typeof values>;

const values = z.object({ points: count, expiresOn: day });

/** The warning after points came into lots that expire on its day, or went out of them; undefined where nothing expires any more. */
function withPoints(warned: Warned, lots: z.infer<typeof LotPoints>, sign: number): Warned | undefined {
  const same = lots.filter(({ lot }) => lastDay(lot.slice(0, 'yyyy-mm'.length)) === warned.expiresOn);
  const points = same.reduce((sum, each) => sum + sign * each.points, warned.points);
  return points > 0 ? { ...warned, points } : undefined;
}

export const notice = defineNotice({
  title: {
    es: 'el aviso de lo que te va a caducar',
    ca: 'l’avís del que et caducarà',
    en: 'the warning of what is about to expire',
  },
  urgency: 'informative',
  leadsTo: '/rewards',
  topic: 'expiry',
  values,
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
  since: [
    changes(pointsRedeemed, (warned: Warned, { data: { lots } }) => withPoints(warned, lots, -1)),
    changes(pointsReversed, (warned: Warned, { data: { lots, points } }) =>
      withPoints(warned, lots, Math.sign(points)),
    ),
    changes(pointsAdjusted, (warned: Warned, { data: { lots, points } }) =>
      withPoints(warned, lots, Math.sign(points)),
    ),
    changes(pointsExpired, (warned: Warned, { data: { lot, points } }) => withPoints(warned, [{ lot, points }], -1)),
  ],
});
