import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { Reference } from '../values/reference.ts';

export const rewardRedeemed = defineEvent({
  type: 'reward.redeemed',
  version: 1,
  owner: 'points',
  about: 'customer',
  summary: 'A customer got a reward for points: it is to be fulfilled',
  recordOnly: true,
  data: z.object({
    customerId: z.string(),
    redemptionId: z.string(),
    reference: Reference.optional(),
    rewardId: z.string(),
    points: z.int().min(1),
  }),
  example: {
    customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    redemptionId: 'r-0aZ6mQw1hN3xUe8YtBfKsA',
    rewardId: 'cinema-ticket',
    points: 80,
  },
  tells: ({ rewardId }, names) => ({
    es: `Conseguiste ${names.reward(rewardId).es}`,
    ca: `Vas aconseguir ${names.reward(rewardId).ca}`,
    en: `You got ${names.reward(rewardId).en}`,
  }),
});
