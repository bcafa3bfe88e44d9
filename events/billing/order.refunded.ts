import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { money } from '../values/money.ts';
import { LineName, linesOf } from '../values/order-lines.ts';

export const orderRefunded = defineEvent({
  type: 'order.refunded',
  version: 1,
  owner: 'billing',
  about: 'order',
  summary: 'A part of what was paid for an order, or all of it, was paid back',
  data: z.object({
    orderId: z.string(),
    customerId: z.string(),
    refundId: z.string(),
    currency: z.string().length(3),
    /** Minor units of this refund alone. */
    refunded: z.int().min(1),
    /** Minor units that were paid for the whole order. */
    paid: z.int().min(0),
    lines: linesOf(
      z.object({
        line: LineName,
        paid: z.int().min(0),
        /** Minor units that this refund gives back of the line. */
        refunded: z.int().min(0),
      }),
    ),
  }),
  example: {
    orderId: 'o-2026-000123',
    customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    refundId: 're-000045',
    currency: 'EUR',
    refunded: 490,
    paid: 3490,
    lines: [{ line: '1', paid: 1490, refunded: 490 }],
  },
  tells: ({ refunded, currency }) => ({
    es: `Te devolvimos ${money(refunded, currency, 'es')} de un pedido`,
    ca: `Et vam tornar ${money(refunded, currency, 'ca')} d’una comanda`,
    en: `You got ${money(refunded, currency, 'en')} of an order back`,
  }),
});
