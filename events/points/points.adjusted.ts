import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { asOneSum } from '../values/account-points.ts';
import { adjustmentReasons } from '../values/adjustment-reasons.ts';
import { LotPoints } from '../values/lot-points.ts';

export const pointsAdjusted = defineEvent({
  type: 'points.adjusted',
  version: 1,
  owner: 'points',
  about: 'account',
  summary: 'Staff added or took points, with a reason; above the limit two of them',
  recordOnly: true,
  data: z.object({
    accountId: z.string(),
    /** What it adds to the balance: below zero where points were taken. */
    points: z.int(),
    lots: LotPoints,
    repaid: z.int().min(1).optional(),
    adjustmentId: z.string(),
    reason: z.enum(adjustmentReasons),
    requestedBy: z.string(),
    approvedBy: z.string().optional(),
  }),
  example: {
    accountId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    points: 40,
    lots: [{ lot: '2027-11@Europe/Madrid', points: 40 }],
    adjustmentId: 'a-0aZ6mQw1hN3xUe8YtBfKsA',
    reason: 'goodwill',
    requestedBy: 'manager-microsmile',
  },
  tells: ({ points, reason }, names) => {
    const told = names.points(Math.abs(points));
    return {
      es: `${points > 0 ? 'Te añadimos' : 'Te quitamos'} ${told.es}: ${reasons[reason].es}`,
      ca: `${points > 0 ? 'Et vam afegir' : 'Et vam treure'} ${told.ca}: ${reasons[reason].ca}`,
      en: `We ${points > 0 ? 'added' : 'took'} ${told.en}: ${reasons[reason].en}`,
    };
  },
  together: asOneSum,
});

const reasons = {
  goodwill: { es: 'como atención', ca: 'com a atenció', en: 'as a courtesy' },
  correction: { es: 'era un error', ca: 'era un error', en: 'there was an error' },
  transfer: {
    es: 'de otra cuenta o a otra cuenta',
    ca: 'd’un altre compte o a un altre compte',
    en: 'from or to another account',
  },
  'card-given-back': {
    es: 'otra persona los gastó con tu tarjeta',
    ca: 'una altra persona els va gastar amb la teva targeta',
    en: 'somebody else spent them with your card',
  },
};
