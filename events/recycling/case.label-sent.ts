import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { toldDay } from '../values/day.ts';
import { Reference } from '../values/reference.ts';

export const caseLabelSent = defineEvent({
  type: 'case.label-sent',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'The label is made: whoever has it can hand the parcel in',
  data: z.object({
    caseId: z.string(),
    customerId: z.string(),
    reference: Reference.optional(),
    tracking: z.string(),
    expiresOn: z.iso.date(),
  }),
  example: {
    caseId: 'k-7HqT2mXb4a8Qk1eTzNwYgA',
    customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    reference: 'MS-C7F3-K2QB',
    tracking: 'VU7HQT2MXB4A8Q',
    expiresOn: '2026-12-22',
  },
  tells: ({ expiresOn }) => ({
    es: `Preparamos tu etiqueta, válida hasta el ${toldDay(expiresOn).es}`,
    ca: `Vam preparar la teva etiqueta, vàlida fins al ${toldDay(expiresOn).ca}`,
    en: `We made your label, good until ${toldDay(expiresOn).en}`,
  }),
});
