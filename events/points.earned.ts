import * as z from 'zod';
import { Containers } from './containers.ts';
import { defineEvent } from './event.ts';

export const pointsEarned = defineEvent({
  type: 'points.earned',
  version: 1,
  owner: 'points',
  about: 'account',
  summary: 'Points were added to an account',
  data: z.object({
    accountId: z.string(),
    points: z.int().min(1),
    /** The civil month at whose end these points expire, and by whose clocks: `2027-11@Europe/Madrid`. */
    lot: z.string(),
    rule: z.string(),
    ruleVersion: z.int(),
    containers: Containers.optional(),
  }),
  example: {
    accountId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    points: 27,
    lot: '2027-11@Europe/Madrid',
    rule: 'containers',
    ruleVersion: 1,
    containers: [
      { material: 'pet', count: 9, grams: 252 },
      { material: 'can', count: 3, grams: 42 },
    ],
  },
  tells: ({ points, rule, ruleVersion }) => ({
    es: `Ganaste ${points} puntos (regla ${rule}, versión ${ruleVersion})`,
    ca: `Vas guanyar ${points} punts (regla ${rule}, versió ${ruleVersion})`,
    en: `You earned ${points} points (rule ${rule}, version ${ruleVersion})`,
  }),
});
