import * as z from 'zod';
import { Cause, defineEvent } from '../event.ts';
import { asOneSum } from '../values/account-points.ts';
import { LotPoints } from '../values/lot-points.ts';
import { plural } from '../values/plural.ts';

export const pointsReversed = defineEvent({
  type: 'points.reversed',
  version: 1,
  owner: 'points',
  about: 'account',
  summary: 'An entry was undone, or a part of it: points are back with their expiry, or were taken for a refund',
  recordOnly: true,
  data: z.object({
    accountId: z.string(),
    /** What it adds to the balance. */
    points: z.int(),
    lots: LotPoints,
    /** The entry it undoes. */
    original: Cause,
    reason: z.enum(['reward-cancelled', 'order-refunded']),
    /** How many of them paid a debt, and so stand in no lot. */
    repaid: z.int().min(1).optional(),
    orderId: z.string().optional(),
    /** Of a redemption: what was undone; older events lack it. */
    redemptionId: z.string().optional(),
    rewardId: z.string().optional(),
    /** Of a refund: how many came out of pending points, are owed from now on, or are let go by the programme. */
    pending: z.int().min(1).optional(),
    owed: z.int().min(1).optional(),
    forgiven: z.int().min(1).optional(),
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
    redemptionId: 'r-0aZ6mQw1hN3xUe8YtBfKsA',
    rewardId: 'cinema-ticket',
  },
  tells: ({ points, reason, rewardId = '', forgiven = 0 }, names) => {
    if (points === 0) return undefined;
    const [told, rest, reward] = [names.points(Math.abs(points)), names.points(forgiven), names.reward(rewardId)];
    return reason === 'reward-cancelled'
      ? {
          es: `Te devolvimos ${told.es}: se anuló tu canje por ${reward.es}`,
          ca: `Et vam tornar ${told.ca}: es va anul·lar el teu bescanvi per ${reward.ca}`,
          en: `You got ${told.en} back: your redemption of ${reward.en} was cancelled`,
        }
      : {
          es: `${plural(points, 'Se retiró', 'Se retiraron')} ${told.es}: se te devolvió dinero de una compra${forgiven ? `; te perdonamos ${rest.es}` : ''}`,
          ca: `${plural(points, 'Es va retirar', 'Es van retirar')} ${told.ca}: se’t van tornar diners d’una compra${forgiven ? `; te’n perdonem ${forgiven}` : ''}`,
          en: `${told.en} ${plural(points, 'was', 'were')} taken: money of a purchase was refunded${forgiven ? `; we let go of ${rest.en}` : ''}`,
        };
  },
  together: asOneSum,
});
