import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { adjustmentReasons } from '../values/adjustment-reasons.ts';

export const adjustmentRequested = defineEvent({
  type: 'adjustment.requested',
  version: 1,
  owner: 'points',
  about: 'account',
  summary: 'An adjustment of points above the limit waits for a second person',
  recordOnly: true,
  data: z.object({
    accountId: z.string(),
    adjustmentId: z.string(),
    points: z.int(),
    reason: z.enum(adjustmentReasons),
  }),
  example: {
    accountId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    adjustmentId: 'a-0aZ6mQw1hN3xUe8YtBfKsA',
    points: 2000,
    reason: 'transfer',
  },
  tells: ({ points }, names) => ({
    es: `Un ajuste de ${names.points(points).es} espera una segunda aprobación`,
    ca: `Un ajust de ${names.points(points).ca} espera una segona aprovació`,
    en: `An adjustment of ${names.points(points).en} waits for a second approval`,
  }),
});
