import * as z from 'zod';
import { defineEvent } from '../event.ts';

export const deviceFull = defineEvent({
  type: 'device.full',
  version: 1,
  owner: 'devices',
  about: 'device',
  summary: 'A machine’s bin is full; said once until it was emptied',
  data: z.object({
    deviceId: z.string(),
    siteId: z.string(),
    organisationId: z.string(),
    /** When the machine found it full, by its own clock. */
    fullAt: z.iso.datetime({ precision: 3 }),
  }),
  example: {
    deviceId: 'rvm-0001',
    siteId: 'mercado-central',
    organisationId: 'ayuntamiento',
    fullAt: '2026-11-22T10:15:00.000Z',
  },
  tells: ({ siteId }, names) => ({
    es: `El contenedor de ${names.site(siteId) ?? 'una máquina'} está lleno`,
    ca: `El contenidor de ${names.site(siteId) ?? 'una màquina'} és ple`,
    en: `The bin of ${names.site(siteId) ?? 'a machine'} is full`,
  }),
});
