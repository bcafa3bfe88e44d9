import * as z from 'zod';
import { defineRoutes } from '#layers/runtime/routes.ts';

const Balance = z.object({
  active: z.int(),
  pending: z.int(),
  asOf: z.iso.datetime(),
  expiring: z.array(z.object({ on: z.iso.date(), points: z.int() })),
});

const Entry = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  kind: z.enum(['earned', 'redeemed', 'reversed', 'expired']),
  points: z.int().describe('What it does to the balance'),
  state: z.enum(['active']),
  reason: z.string(),
});

const Why = z.object({
  chain: z.array(z.object({ type: z.string(), id: z.string(), at: z.iso.datetime(), text: z.string() })),
});

const Reward = z.object({
  id: z.string(),
  name: z.string(),
  points: z.int(),
  left: z.int().optional().describe('How many are left, counted up to 100; absent where nothing runs out'),
  perPerson: z.int().optional(),
  eligible: z.boolean(),
  missing: z.int().describe('How many points I still need'),
});

const Redemption = z.object({
  id: z.string(),
  rewardId: z.string(),
  points: z.int(),
  state: z.enum(['redeemed', 'cancelled']),
  code: z.string().optional().describe('The partner’s code, where the reward is one'),
});

const Stock = z
  .strictObject({
    pieces: z.int().min(1).max(90).optional(),
    codes: z.array(z.string().trim().min(4).max(64)).min(1).max(45).optional(),
  })
  .refine(({ pieces, codes }) => (pieces === undefined) !== (codes === undefined), 'either pieces or codes')
  .refine(({ codes = [] }) => new Set(codes).size === codes.length, 'a code stands here twice');

export const Page = z.object({
  cursor: z.string().max(2000).optional().describe('Where the page before ended'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export const routes = defineRoutes({
  'GET /balance': { who: ['customer'], summary: 'How many points I have, and when they expire', returns: Balance },
  'GET /entries': {
    who: ['customer'],
    summary: 'What my points came from, newest first',
    query: Page,
    returns: z.object({ entries: z.array(Entry), cursor: z.string().optional() }),
  },
  'GET /entries/{entryId}/why': {
    who: ['customer'],
    summary: 'The chain from an entry back to what caused it',
    returns: Why,
    refuses: ['not-found'],
  },
  'GET /staff/customers/{customerId}/balance': {
    who: ['agent', 'manager', 'admin'],
    summary: 'A customer’s points',
    returns: Balance,
    refuses: ['not-found'],
  },
  'GET /rewards': {
    who: ['customer'],
    summary: 'What I can exchange points for, and what I still need',
    returns: z.object({ rewards: z.array(Reward) }),
  },
  'POST /redemptions': {
    who: ['customer'],
    summary: 'Exchange points for a reward',
    body: z.strictObject({ rewardId: z.string() }),
    returns: Redemption,
    status: 201,
    once: true,
    refuses: ['reward-unknown', 'reward-out-of-stock', 'reward-limit', 'not-enough-points'],
  },
  'POST /staff/redemptions/{redemptionId}/cancel': {
    who: ['agent', 'manager', 'admin'],
    summary: 'Undo a redemption: its points are back, with their expiry',
    returns: Redemption,
    once: true,
    refuses: ['not-found', 'redemption-closed'],
  },
  'POST /staff/rewards/{rewardId}/stock': {
    who: ['manager', 'admin'],
    summary: 'Add pieces or a partner’s codes to the stock of a reward',
    body: Stock,
    returns: z.object({ added: z.int() }),
    status: 201,
    once: true,
    refuses: ['reward-unknown', 'code-known', 'stock-of-another-kind'],
  },
});
