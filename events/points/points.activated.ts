import * as z from 'zod';
import { Cause, defineEvent } from '../event.ts';
import { toldInstant } from '../values/day.ts';

export const pointsActivated = defineEvent({
  type: 'points.activated',
  version: 1,
  owner: 'points',
  about: 'account',
  summary: 'What is left of the points of an order can be spent: the time for withdrawal is over',
  recordOnly: true,
  data: z.object({
    accountId: z.string(),
    points: z.int().min(1),
    lot: z.string(),
    /** How many of them paid a debt, and so stand in no lot. */
    repaid: z.int().min(1).optional(),
    orderId: z.string(),
    /** The order's `order.paid`. */
    original: Cause,
  }),
  example: {
    accountId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    points: 74,
    lot: '2027-12@Europe/Madrid',
    orderId: 'o-2026-000123',
    original: { id: 'b3JkZXJwYWlkZXZlbnQxMg', subject: 'order#o-2026-000123', time: '2026-11-22T10:15:00.000Z' },
  },
  tells: ({ points, original }, names) => {
    const [told, day] = [names.points(points), toldInstant(original.time, names.zone)];
    return {
      es: `Ya puedes usar ${told.es} de tu compra del ${day.es}`,
      ca: `Ja pots fer servir ${told.ca} de la teva compra del ${day.ca}`,
      en: `You can use ${told.en} of your purchase of ${day.en} now`,
    };
  },
});
