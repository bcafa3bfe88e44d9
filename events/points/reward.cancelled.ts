import * as z from 'zod';
import { defineEvent } from '../event.ts';

export const rewardCancelled = defineEvent({
  type: 'reward.cancelled',
  version: 1,
  owner: 'points',
  about: 'customer',
  summary: 'A redemption was undone, and its points were given back',
  recordOnly: true,
  data: z.object({ customerId: z.string(), redemptionId: z.string(), rewardId: z.string() }),
  example: {
    customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    redemptionId: 'r-0aZ6mQw1hN3xUe8YtBfKsA',
    rewardId: 'cinema-ticket',
  },
  tells: ({ rewardId }, names) => ({
    es: `Se anuló tu canje por ${names.reward(rewardId).es}`,
    ca: `Es va anul·lar el teu bescanvi per ${names.reward(rewardId).ca}`,
    en: `Your redemption of ${names.reward(rewardId).en} was cancelled`,
  }),
});
