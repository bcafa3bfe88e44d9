import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { caseExample, caseFields } from '../values/case.ts';
import { toldDevices } from '../values/devices.ts';

export const caseRecycled = defineEvent({
  type: 'case.recycled',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'What a customer sent back became material again',
  data: z.object({
    ...caseFields /** The devices that were recycled, by the serial number on each. */,
    serials: z
      .array(z.string().min(1).max(64))
      .min(1)
      .max(20)
      .refine((serials) => new Set(serials).size === serials.length, 'a serial stands here twice'),
  }),
  example: {
    ...caseExample,
    serials: ['MS-2024-118822'],
  },
  tells: ({ serials }) => ({
    es: `Se recicló lo que devolviste: ${toldDevices(serials.length).es}`,
    ca: `Es va reciclar el que vas tornar: ${toldDevices(serials.length).ca}`,
    en: `What you returned was recycled: ${toldDevices(serials.length).en}`,
  }),
});
