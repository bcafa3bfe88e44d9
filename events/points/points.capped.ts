import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { LotPoints } from '../values/lot-points.ts';
import { plural } from '../values/plural.ts';

export const pointsCapped = defineEvent({
  type: 'points.capped',
  version: 1,
  owner: 'points',
  about: 'account',
  summary: 'Points of a card that was linked were beyond the most of a week together with what its holder had earned',
  recordOnly: true,
  data: z.object({
    /** The account of the card, from which they were taken. */
    accountId: z.string(),
    points: z.int().min(1),
    lots: LotPoints,
    rule: z.string().optional(),
    ruleVersion: z.int().optional(),
  }),
  example: {
    accountId: 'card-3uQ0tB1Wm9sXy7Kc2LpZ4g',
    points: 200,
    lots: [{ lot: '2027-11@Europe/Madrid', points: 200 }],
    rule: 'containers',
    ruleVersion: 1,
  },
  tells: ({ points }, names) => ({
    es: `${plural(points, 'No cuenta', 'No cuentan')} ${names.points(points).es} de la tarjeta: ${plural(points, 'pasa', 'pasan')} del máximo de la semana`,
    ca: `${plural(points, 'No compta', 'No compten')} ${names.points(points).ca} de la targeta: ${plural(points, 'passa', 'passen')} del màxim de la setmana`,
    en: `${names.points(points).en} of the card ${plural(points, 'does', 'do')} not count: beyond the most of a week`,
  }),
});
