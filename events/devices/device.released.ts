import * as z from 'zod';
import { defineEvent } from '../event.ts';

export const deviceReleased = defineEvent({
  type: 'device.released',
  version: 1,
  owner: 'devices',
  about: 'customer',
  summary: 'A device is no longer a customer’s',
  data: z.object({ customerId: z.string(), deviceId: z.string(), serial: z.string().optional() }),
  example: { customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg', deviceId: 'brush-0001', serial: 'MS-2024-118822' },
  tells: () => ({
    es: 'Dejaste un dispositivo',
    ca: 'Vas deixar un dispositiu',
    en: 'You gave up a device',
  }),
});
