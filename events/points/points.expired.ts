import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { plural } from '../values/plural.ts';

export const pointsExpired = defineEvent({
  type: 'points.expired',
  version: 1,
  owner: 'points',
  about: 'account',
  summary: 'A lot was not spent in time',
  recordOnly: true,
  data: z.object({ accountId: z.string(), points: z.int().min(1), lot: z.string() }),
  example: { accountId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg', points: 20, lot: '2027-11@Europe/Madrid' },
  tells: ({ points }, names) => ({
    es: `${plural(points, 'Caducó', 'Caducaron')} ${names.points(points).es}`,
    ca: `${plural(points, 'Va caducar', 'Van caducar')} ${names.points(points).ca}`,
    en: `${names.points(points).en} expired`,
  }),
});
