import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { toldDevices } from '../values/devices.ts';
import { Reference } from '../values/reference.ts';

export const caseRecycled = defineEvent({
  type: 'case.recycled',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'What a customer sent back became material again',
  data: z.object({
    caseId: z.string(),
    customerId: z.string(),
    reference: Reference.optional(),
    /** The devices that were recycled, by the serial number on each. */
    serials: z
      .array(z.string().min(1).max(64))
      .min(1)
      .max(20)
      .refine((serials) => new Set(serials).size === serials.length, 'a serial stands here twice'),
  }),
  example: {
    caseId: 'k-7HqT2mXb4a8Qk1eTzNwYgA',
    customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    reference: 'MS-C7F3-K2QB',
    serials: ['MS-2024-118822'],
  },
  tells: ({ serials }) => ({
    es: `Se recicló lo que devolviste: ${toldDevices(serials.length).es}`,
    ca: `Es va reciclar el que vas tornar: ${toldDevices(serials.length).ca}`,
    en: `What you returned was recycled: ${toldDevices(serials.length).en}`,
  }),
});
