import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { caseExample, caseFields } from '../values/case.ts';
import { toldDay } from '../values/day.ts';

export const caseLabelSent = defineEvent({
  type: 'case.label-sent',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'The label is made: whoever has it can hand the parcel in',
  data: z.object({
    ...caseFields,
    tracking: z.string(),
    expiresOn: z.iso.date(),
  }),
  example: {
    ...caseExample,
    tracking: 'VU7HQT2MXB4A8Q',
    expiresOn: '2026-12-22',
  },
  tells: ({ expiresOn }) => ({
    es: `Preparamos tu etiqueta, válida hasta el ${toldDay(expiresOn).es}`,
    ca: `Vam preparar la teva etiqueta, vàlida fins al ${toldDay(expiresOn).ca}`,
    en: `We made your label, good until ${toldDay(expiresOn).en}`,
  }),
});
