import * as z from 'zod';
import { Cause, defineEvent } from '../event.ts';
import { LotPoints } from '../values/lot-points.ts';

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
  },
  tells: ({ points, reason, orderId, forgiven = 0 }) =>
    reason === 'reward-cancelled'
      ? {
          es: `Te devolvimos ${points} puntos: se anuló un canje`,
          ca: `Et vam tornar ${points} punts: es va anul·lar un bescanvi`,
          en: `You got ${points} points back: a redemption was cancelled`,
        }
      : {
          es: `Se retiraron ${-points} puntos: se te devolvió dinero del pedido ${orderId}${forgiven ? ` (te perdonamos ${forgiven})` : ''}`,
          ca: `Es van retirar ${-points} punts: se’t van tornar diners de la comanda ${orderId}${forgiven ? ` (te’n perdonem ${forgiven})` : ''}`,
          en: `${-points} points were taken: money of the order ${orderId} was refunded${forgiven ? ` (${forgiven} are let go)` : ''}`,
        },
});
