import * as z from 'zod';
import { defineEvent } from '../event.ts';

export const orderDelivered = defineEvent({
  type: 'order.delivered',
  version: 1,
  owner: 'billing',
  about: 'order',
  summary: 'The last of an order reached the customer: from here the time for withdrawal runs',
  data: z.object({ orderId: z.string(), customerId: z.string() }),
  example: { orderId: 'o-2026-000123', customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg' },
  tells: () => ({
    es: 'Recibiste tu pedido',
    ca: 'Vas rebre la teva comanda',
    en: 'You received your order',
  }),
});
