import * as z from 'zod';
import { defineEvent } from '../event.ts';

export const customerUnlinked = defineEvent({
  type: 'customer.unlinked',
  version: 1,
  owner: 'customers',
  about: 'customer',
  summary: 'A card is no longer a customer’s: staff gave it back to its owner',
  data: z.object({
    customerId: z.string(),
    kind: z.enum(['card']),
    /** The account that the card is. */
    accountId: z.string(),
  }),
  example: { customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg', kind: 'card', accountId: 'card-3uQ0tB1Wm9sXy7Kc2LpZ4g' },
  tells: () => ({
    es: 'Una tarjeta que vinculaste volvió a su dueño',
    ca: 'Una targeta que vas vincular va tornar al seu amo',
    en: 'A card that you had linked went back to its owner',
  }),
});
