import * as z from 'zod';
import { defineEvent } from '../event.ts';

const refusals = [
  'no-rule',
  'nothing-counts',
  'weekly-cap',
  'other-currency',
  'nothing-earned',
  'no-purchase',
  'serial-known',
  'once-a-year',
] as const;

export const pointsRefused = defineEvent({
  type: 'points.refused',
  version: 1,
  owner: 'points',
  about: 'account',
  summary: 'Something that could have earned points earned none, and why',
  recordOnly: true,
  data: z.object({
    accountId: z.string(),
    reason: z.enum(refusals),
    /** Of a doubling: the device that was recycled. */
    serial: z.string().optional(),
    orderId: z.string().optional(),
  }),
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
    es: 'nada de esto suma',
    ca: 'res d’això no suma',
    en: 'none of this counts',
  },
  'weekly-cap': {
    es: 'ya has llegado al máximo de la semana',
    ca: 'ja has arribat al màxim de la setmana',
    en: 'you had reached the most of a week',
  },
  'other-currency': {
    es: 'el programa cuenta en otra moneda',
    ca: 'el programa compta en una altra moneda',
    en: 'the programme counts in another currency',
  },
  'nothing-earned': {
    es: 'lo que se devolvió no había dado ninguno',
    ca: 'el que es va tornar no n’havia donat cap',
    en: 'what was refunded had earned none',
  },
  'no-purchase': {
    es: 'no hubo una compra cuyos puntos doblar a tiempo',
    ca: 'no hi va haver cap compra per doblar-ne els punts a temps',
    en: 'there was no purchase in time whose points could be doubled',
  },
  'serial-known': {
    es: 'este dispositivo ya contó una vez',
    ca: 'aquest dispositiu ja va comptar una vegada',
    en: 'this device has counted once already',
  },
  'once-a-year': {
    es: 'ya los tuviste este año',
    ca: 'ja els vas tenir aquest any',
    en: 'you had them this year already',
  },
};
