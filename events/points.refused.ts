import * as z from 'zod';
import { defineEvent } from './event.ts';

export const pointsRefused = defineEvent({
  type: 'points.refused',
  version: 1,
  owner: 'points',
  about: 'account',
  summary: 'Something that could have earned points earned none, and why',
  recordOnly: true,
  data: z.object({ accountId: z.string(), reason: z.enum(['no-rule', 'nothing-counts']) }),
  example: { accountId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg', reason: 'nothing-counts' },
  tells: ({ reason }) => ({
    es: `Sin puntos: ${reasons[reason].es}`,
    ca: `Sense punts: ${reasons[reason].ca}`,
    en: `No points: ${reasons[reason].en}`,
  }),
});

const reasons = {
  'no-rule': {
    es: 'el programa no los da por esto',
    ca: 'el programa no en dona per això',
    en: 'the programme gives none for this',
  },
  'nothing-counts': {
    es: 'ninguno de estos materiales suma',
    ca: 'cap d’aquests materials no suma',
    en: 'none of these materials counts',
  },
};
