import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { atSite } from '../values/at-site.ts';

export const cardShown = defineEvent({
  type: 'card.shown',
  version: 1,
  owner: 'devices',
  about: 'device',
  summary: 'A card was held to a machine, which showed a code to link it by',
  data: z.object({
    deviceId: z.string(),
    siteId: z.string(),
    /** The account that the card is. */
    accountId: z.string(),
    /** When it was shown, by the broker’s clock: machines’ own differ by minutes. */
    shownAt: z.iso.datetime({ precision: 3 }),
    /** The keyed hash of the card’s number and the code. */
    codeHash: z.string(),
  }),
  example: {
    deviceId: 'rvm-0001',
    siteId: 'mercado-central',
    accountId: 'card-3uQ0tB1Wm9sXy7Kc2LpZ4g',
    shownAt: '2026-11-22T10:15:00.000Z',
    codeHash: 'p0Zk3wYd8Qm1nV5tR7xJ2A',
  },
  tells: ({ siteId }, names) => {
    const where = atSite(names.site(siteId));
    return {
      es: `Se mostró un código para vincular una tarjeta ${where.es}`,
      ca: `Es va mostrar un codi per vincular una targeta ${where.ca}`,
      en: `A code to link a card was shown ${where.en}`,
    };
  },
});
