import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { caseExample, caseFields } from '../values/case.ts';

export const caseDelivered = defineEvent({
  type: 'case.delivered',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'The carrier says that it delivered the parcel; the warehouse has not scanned it yet',
  recordOnly: true,
  data: z.object(caseFields),
  example: caseExample,
  tells: () => ({
    es: 'El transportista entregó el paquete de tu devolución',
    ca: 'El transportista va lliurar el paquet de la teva devolució',
    en: 'The carrier delivered the parcel of your return',
  }),
});
