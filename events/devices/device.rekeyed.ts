import * as z from 'zod';
import { defineEvent } from '../event.ts';

export const deviceRekeyed = defineEvent({
  type: 'device.rekeyed',
  version: 1,
  owner: 'devices',
  about: 'device',
  summary: 'A device got a new certificate in place of the one it had',
  recordOnly: true,
  data: z.object({ deviceId: z.string() }),
  example: { deviceId: 'rvm-0001' },
  tells: () => ({
    es: 'Se renovó el certificado de un dispositivo',
    ca: 'Es va renovar el certificat d’un dispositiu',
    en: 'A device got a new certificate',
  }),
});
