import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { atSite } from '../values/at-site.ts';
import { Containers, told } from '../values/containers.ts';

export const depositRecorded = defineEvent({
  type: 'deposit.recorded',
  version: 1,
  owner: 'devices',
  about: 'device',
  summary: 'A machine closed a deposit session',
  data: z.object({
    deviceId: z.string(),
    siteId: z.string(),
    organisationId: z.string(),
    outcome: z.enum(['accepted']),
    containers: Containers,
    /** Whose it is: a customer's account or a card's. Absent where the citizen was unknown and took a receipt. */
    accountId: z.string().optional(),
    /** Why it is nobody's though the machine named somebody: the brand has no such customer. */
    nobodys: z.enum(['unknown-customer']).optional(),
    /** The keyed hash of the receipt's code. */
    receipt: z.string().optional(),
  }),
  example: {
    deviceId: 'rvm-0001',
    siteId: 'mercado-central',
    organisationId: 'ayuntamiento',
    outcome: 'accepted',
    containers: [
      { material: 'pet', count: 9, grams: 252 },
      { material: 'can', count: 3, grams: 42 },
    ],
    accountId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
  },
  tells: ({ containers, siteId }, names) => {
    const [what, where] = [told(containers), atSite(names.site(siteId))];
    return {
      es: `${what.es} ${where.es}`,
      ca: `${what.ca} ${where.ca}`,
      en: `${what.en} ${where.en}`,
    };
  },
});
