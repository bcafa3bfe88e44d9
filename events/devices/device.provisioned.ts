import * as z from 'zod';
import { defineEvent } from '../event.ts';

export const deviceProvisioned = defineEvent({
  type: 'device.provisioned',
  version: 1,
  owner: 'devices',
  about: 'device',
  summary: 'A device is registered and may speak with its own certificate',
  data: z.object({
    deviceId: z.string(),
    kind: z.string(),
    siteId: z.string().optional(),
    organisationId: z.string().optional(),
  }),
  example: {
    deviceId: 'rvm-0001',
    kind: 'reverse-vending-machine',
    siteId: 'mercado-central',
    organisationId: 'ayuntamiento',
  },
  tells: () => ({
    es: 'Se registró un dispositivo',
    ca: 'Es va registrar un dispositiu',
    en: 'A device was registered',
  }),
});
