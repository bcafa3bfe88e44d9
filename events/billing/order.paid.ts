import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { money } from '../values/money.ts';
import { LineName, linesOf } from '../values/order-lines.ts';

export const orderPaid = defineEvent({
  type: 'order.paid',
  version: 1,
  owner: 'billing',
  about: 'order',
  summary: 'A customer paid an order',
  data: z.object({
    orderId: z.string(),
    customerId: z.string(),
    currency: z.string().length(3),
    /** Minor units, of the whole order. */
    paid: z.int().min(0),
    lines: linesOf(
      z.object({
        line: LineName,
        /** What kind of thing it is: `consumable`, `device` … */
        class: z.string(),
        /** Minor units that were paid for it. */
        paid: z.int().min(0),
      }),
    ),
  }),
  example: {
    orderId: 'o-2026-000123',
    customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    currency: 'EUR',
    paid: 3490,
    lines: [
      { line: '1', class: 'consumable', paid: 1490 },
      { line: '2', class: 'device', paid: 2000 },
    ],
  },
  tells: ({ paid, currency }) => ({
    es: `Pagaste un pedido: ${money(paid, currency, 'es')}`,
    ca: `Vas pagar una comanda: ${money(paid, currency, 'ca')}`,
    en: `You paid an order: ${money(paid, currency, 'en')}`,
  }),
});
