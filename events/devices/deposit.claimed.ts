import * as z from 'zod';
import { Cause, defineEvent } from '../event.ts';
import { atSite } from '../values/at-site.ts';
import { Containers, told } from '../values/containers.ts';

export const depositClaimed = defineEvent({
  type: 'deposit.claimed',
  version: 1,
  owner: 'devices',
  about: 'customer',
  summary: 'A customer claimed an anonymous deposit by its receipt',
  data: z.object({
    accountId: z.string(),
    /** The deposit that was claimed: its `deposit.recorded`. */
    deposit: Cause,
    deviceId: z.string(),
    siteId: z.string(),
    containers: Containers,
  }),
  example: {
    accountId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    deposit: { id: 'bW9ja2RlcG9zaXRldmVudA', subject: 'device#rvm-0001', time: '2026-11-22T10:15:00.000Z' },
    deviceId: 'rvm-0001',
    siteId: 'mercado-central',
    containers: [{ material: 'glass', count: 2, grams: 700 }],
  },
  tells: ({ containers, siteId }, names) => {
    const [what, where] = [told(containers), atSite(names.site(siteId))];
    return {
      es: `Reclamaste un recibo: ${what.es} ${where.es}`,
      ca: `Vas reclamar un rebut: ${what.ca} ${where.ca}`,
      en: `You claimed a receipt: ${what.en} ${where.en}`,
    };
  },
});
