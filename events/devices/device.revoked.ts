import * as z from 'zod';
import { defineEvent } from '../event.ts';

export const deviceRevoked = defineEvent({
  type: 'device.revoked',
  version: 1,
  owner: 'devices',
  about: 'device',
  summary: 'A device’s certificate was taken away: it may no longer speak',
  recordOnly: true,
  data: z.object({ deviceId: z.string() }),
  example: { deviceId: 'rvm-0001' },
  tells: () => ({
    es: 'Se retiró el certificado de un dispositivo',
    ca: 'Es va retirar el certificat d’un dispositiu',
    en: 'A device’s certificate was taken away',
  }),
});
