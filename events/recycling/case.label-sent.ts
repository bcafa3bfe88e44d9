import * as z from 'zod';
import { defineEvent } from '../event.ts';
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
  tells: ({ tracking, expiresOn }) => ({
    es: `Preparamos la etiqueta ${tracking}, válida hasta el ${expiresOn}`,
    ca: `Vam preparar l’etiqueta ${tracking}, vàlida fins al ${expiresOn}`,
    en: `We made the label ${tracking}, good until ${expiresOn}`,
  }),
});
