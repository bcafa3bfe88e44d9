import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { toldDay } from '../values/day.ts';
import { plural } from '../values/plural.ts';

export const pointsExpiring = defineEvent({
  type: 'points.expiring',
  version: 1,
  owner: 'points',
  about: 'account',
  summary: 'Points of a customer will expire soon, unless they are spent: one warning for all that expire on a day',
  data: z.object({
    accountId: z.string(),
    points: z.int().min(1),
    /** The lot whose time came first. */
    lot: z.string(),
    /** The last civil day on which the points are good. */
    on: z.iso.date(),
    /** How many days before it expires this was said. */
    days: z.int(),
  }),
  example: {
    accountId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    points: 20,
    lot: '2027-11@Europe/Madrid',
    on: '2027-11-30',
    days: 30,
  },
  tells: ({ points, on }, names) => ({
    es: `${names.points(points).es} ${plural(points, 'caduca', 'caducan')} el ${toldDay(on).es}`,
    ca: `${names.points(points).ca} ${plural(points, 'caduca', 'caduquen')} el ${toldDay(on).ca}`,
    en: `${names.points(points).en} ${plural(points, 'expires', 'expire')} on ${toldDay(on).en}`,
  }),
});
