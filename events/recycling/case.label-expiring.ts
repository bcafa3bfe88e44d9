import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { toldDay } from '../values/day.ts';
import { Reference } from '../values/reference.ts';

export const caseLabelExpiring = defineEvent({
  type: 'case.label-expiring',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'The label expires soon, and the parcel is not under way yet',
  data: z.object({
    caseId: z.string(),
    customerId: z.string(),
    reference: Reference.optional(),
    expiresOn: z.iso.date(),
    extendable: z.boolean(),
  }),
  example: {
    caseId: 'k-7HqT2mXb4a8Qk1eTzNwYgA',
    customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    reference: 'MS-C7F3-K2QB',
    expiresOn: '2026-12-22',
    extendable: true,
  },
  tells: ({ expiresOn }) => ({
    es: `Te recordamos que la etiqueta caduca el ${toldDay(expiresOn).es}`,
    ca: `Et vam recordar que l’etiqueta caduca el ${toldDay(expiresOn).ca}`,
    en: `We reminded you that the label expires on ${toldDay(expiresOn).en}`,
  }),
});
