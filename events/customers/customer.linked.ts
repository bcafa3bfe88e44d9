import * as z from 'zod';
import { defineEvent } from '../event.ts';

export const customerLinked = defineEvent({
  type: 'customer.linked',
  version: 1,
  owner: 'customers',
  about: 'customer',
  summary: 'A card belongs to a customer from now on, with all it has earned',
  data: z.object({
    customerId: z.string(),
    kind: z.enum(['card']),
    /** The account that the card has been from its first use. */
    accountId: z.string(),
    /** Staff gave it to them, from somebody else who had linked it. */
    givenBack: z.literal(true).optional(),
  }),
  example: { customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg', kind: 'card', accountId: 'card-3uQ0tB1Wm9sXy7Kc2LpZ4g' },
  tells: ({ givenBack }) =>
    givenBack
      ? { es: 'Te devolvimos tu tarjeta', ca: 'Et vam tornar la teva targeta', en: 'We gave you your card back' }
      : { es: 'Vinculaste una tarjeta', ca: 'Vas vincular una targeta', en: 'You linked a card' },
});
