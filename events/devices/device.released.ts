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
  tells: ({ deviceId }) => ({
    es: `Dejaste el dispositivo ${deviceId}`,
    ca: `Vas deixar el dispositiu ${deviceId}`,
    en: `You gave up the device ${deviceId}`,
  }),
});
