import * as z from 'zod';
import { Cause, defineEvent } from './event.ts';
import { LotPoints } from './lot-points.ts';

export const pointsReversed = defineEvent({
  type: 'points.reversed',
  version: 1,
  owner: 'points',
  about: 'account',
  summary: 'An entry was undone: its points are back where they were, with their expiry',
  recordOnly: true,
  data: z.object({
    accountId: z.string(),
    /** What it adds to the balance. */
    points: z.int(),
    lots: LotPoints,
    /** The entry it undoes. */
    original: Cause,
    reason: z.enum(['reward-cancelled']),
  }),
  example: {
    accountId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    points: 80,
    lots: [{ lot: '2027-11@Europe/Madrid', points: 80 }],
    original: {
      id: 'cmVkZWVtZWRlbnRyeWlkMQ',
      subject: 'account#c-5LrXJ0mVb2a8Qk1eTzNwYg',
      time: '2026-11-22T10:15:00.000Z',
    },
    reason: 'reward-cancelled',
  },
  tells: ({ points }) => ({
    es: `Te devolvimos ${points} puntos: se anuló un canje`,
    ca: `Et vam tornar ${points} punts: es va anul·lar un bescanvi`,
    en: `You got ${points} points back: a redemption was cancelled`,
  }),
});
