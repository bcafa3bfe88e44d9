import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { asOneSum } from '../values/account-points.ts';
import { LotPoints } from '../values/lot-points.ts';

export const pointsRedeemed = defineEvent({
  type: 'points.redeemed',
  version: 1,
  owner: 'points',
  about: 'account',
  summary: 'Points of an account were spent on a reward, soonest to expire first',
  recordOnly: true,
  data: z.object({
    accountId: z.string(),
    points: z.int().min(1),
    lots: LotPoints,
    redemptionId: z.string(),
    rewardId: z.string(),
  }),
  example: {
    accountId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    points: 80,
    lots: [{ lot: '2027-11@Europe/Madrid', points: 80 }],
    redemptionId: 'r-0aZ6mQw1hN3xUe8YtBfKsA',
    rewardId: 'cinema-ticket',
  },
  tells: ({ points, rewardId }, names) => ({
    es: `Canjeaste ${names.points(points).es} por ${names.reward(rewardId).es}`,
    ca: `Vas bescanviar ${names.points(points).ca} per ${names.reward(rewardId).ca}`,
    en: `You redeemed ${names.points(points).en} for ${names.reward(rewardId).en}`,
  }),
  together: asOneSum,
});
