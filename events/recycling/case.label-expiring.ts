import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { caseExample, caseFields } from '../values/case.ts';
import { toldDay } from '../values/day.ts';

export const caseLabelExpiring = defineEvent({
  type: 'case.label-expiring',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'The label expires soon, and the parcel is not under way yet',
  data: z.object({
    ...caseFields,
    expiresOn: z.iso.date(),
    extendable: z.boolean(),
  }),
  example: {
    ...caseExample,
    expiresOn: '2026-12-22',
    extendable: true,
  },
  tells: ({ expiresOn }) => ({
    es: `Te recordamos que la etiqueta caduca el ${toldDay(expiresOn).es}`,
    ca: `Et vam recordar que l’etiqueta caduca el ${toldDay(expiresOn).ca}`,
    en: `We reminded you that the label expires on ${toldDay(expiresOn).en}`,
  }),
});
