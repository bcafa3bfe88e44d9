import * as z from 'zod';
import { defineEvent } from '../event.ts';

export const deviceClaimed = defineEvent({
  type: 'device.claimed',
  version: 1,
  owner: 'devices',
  about: 'customer',
  summary: 'A device is a customer’s from now on',
  data: z.object({
    customerId: z.string(),
    deviceId: z.string(),
    kind: z.string(),
    /** As it stands on the device; older events lack it. */
    serial: z.string().optional(),
  }),
  example: {
    customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    deviceId: 'brush-0001',
    kind: 'toothbrush',
    serial: 'MS-2024-118822',
  },
  tells: () => ({
    es: 'Asociaste un dispositivo',
    ca: 'Vas associar un dispositiu',
    en: 'You claimed a device',
  }),
});
