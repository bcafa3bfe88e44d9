import * as z from 'zod';
import { defineEvent } from '../event.ts';

export const pointsExpired = defineEvent({
  type: 'points.expired',
  version: 1,
  owner: 'points',
  about: 'account',
  summary: 'A lot was not spent in time',
  recordOnly: true,
  data: z.object({ accountId: z.string(), points: z.int().min(1), lot: z.string() }),
  example: { accountId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg', points: 20, lot: '2027-11@Europe/Madrid' },
  tells: ({ points }) => ({
    es: `Caducaron ${points} puntos`,
    ca: `Van caducar ${points} punts`,
    en: `${points} points expired`,
  }),
});
