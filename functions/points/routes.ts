import * as z from 'zod';
import { adjustmentReasons } from '#events/values/adjustment-reasons.ts';
import { eachOnce } from '#events/values/each-once.ts';
import { Page } from '#layers/runtime/page.ts';
import { defineRoutes } from '#layers/runtime/routes.ts';

const Balance = z.object({
  active: z.int().describe('What can be spent; below zero where more was refunded than is there'),
  pending: z.int().describe('Earned by orders that can still be withdrawn from'),
  asOf: z.iso.datetime(),
  expiring: z.array(z.object({ on: z.iso.date(), points: z.int() })),
});

const Kind = z.enum(['earned', 'redeemed', 'reversed', 'expired', 'capped', 'adjusted']);

const Entry = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  kind: Kind,
  title: z.string().describe('What it is, in words'),
  points: z.int().describe('What it does to the sum of active and pending points'),
  balance: z.int().describe('That sum after it; below zero where more was refunded than was there'),
  state: z.enum(['active', 'pending']),
  activatesOn: z.iso.date().optional().describe('The day on which pending points can be spent, once the order arrived'),
  expiresOn: z.iso.date().optional().describe('The last day of those of its points that are lost first, if not spent'),
  place: z.string().optional().describe('Where it happened, where that has a name'),
  rule: z.string().optional().describe('The rule of the programme by which it was earned'),
  ruleVersion: z.int().optional(),
  causeId: z.string().describe('The id of the event, request or timer that led to it'),
  about: z
    .object({
      orderId: z.string(),
      deviceId: z.string(),
      serial: z.string(),
      rewardId: z.string(),
      redemptionId: z.string(),
      adjustmentId: z.string(),
    })
    .partial()
    .describe('What it is about, by the ids of those things'),
});

const EntryQuery = Page.extend({ kind: Kind.optional().describe('Only entries of this kind') });

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
  missing: z.int().optional().describe('How many points I still need; absent where I have enough'),
  why: z
    .object({
      code: z.enum(['reward-not-for-you', 'reward-out-of-stock', 'reward-limit', 'not-enough-points']),
      text: z.string(),
    })
    .optional()
    .describe('Why I cannot have it now, in words and as the code of the refusal'),
});

const Redemption = z.object({
  id: z.string(),
  reference: z
    .string()
    .describe('What people call it by. A route that takes the id takes this too, however it is written'),
  rewardId: z.string(),
  points: z.int(),
  state: z.enum(['redeemed', 'cancelled']),
  code: z.string().optional().describe('The partner’s code, where the reward is one'),
});

const Redemptions = z.object({
  redemptions: z.array(
    Redemption.extend({ at: z.iso.datetime(), name: z.string().describe('What the reward is called') }),
  ),
  cursor: z.string().optional(),
});

const AdjustmentRequest = z.strictObject({
  points: z
    .int()
    .min(-1_000_000)
    .max(1_000_000)
    .refine((points) => points !== 0, 'adds or takes at least one point'),
  reason: z.enum(adjustmentReasons),
  note: z.string().trim().min(3).max(500).describe('Why, in words; for colleagues only'),
});

const Adjustment = AdjustmentRequest.extend({
  id: z.string(),
  customerId: z.string(),
  state: z.enum(['applied', 'awaiting-approval', 'rejected']),
  requestedBy: z.string(),
  decidedBy: z.string().optional(),
});

const Stock = z
  .strictObject({
    pieces: z.int().min(1).max(90).optional(),
    codes: eachOnce(z.array(z.string().trim().min(4).max(64)).min(1).max(45), 'a code stands here twice').optional(),
  })
  .refine(({ pieces, codes }) => (pieces === undefined) !== (codes === undefined), 'either pieces or codes');

const EntryPage = z.object({ entries: z.array(Entry), cursor: z.string().optional() });

const Evidence = z.object({
  customer: z.object({ customerId: z.string(), name: z.string().optional() }),
  askedAt: z.iso.datetime(),
  limit: z.int().optional().describe('Up to how many points one person adds or takes alone in a month'),
  active: z.int().describe('What the customer can spend now'),
  pending: z.int(),
  after: z.int().optional().describe('What they could spend after an approval; absent where it would be refused'),
  against: z
    .array(
      z.object({
        code: z.enum(['adjustment-closed', 'second-person-needed', 'no-points', 'adjustment-too-low']),
        text: z.string(),
      }),
    )
    .describe('What an approval by me would be refused for now'),
  others: z
    .array(Adjustment.extend({ askedAt: z.iso.datetime() }))
    .describe('What else was asked for this customer and what came of it, the newest first, ten at most'),
  entries: z.array(Entry).describe('The customer’s latest entries, ten at most'),
});

export const routes = defineRoutes({
  'GET /balance': { who: ['customer'], summary: 'How many points I have, and when they expire', returns: Balance },
  'GET /entries': {
    who: ['customer'],
    summary: 'What my points came from, newest first',
    query: EntryQuery,
    returns: EntryPage,
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
  'GET /staff/customers/{customerId}/entries': {
    who: ['agent', 'manager', 'admin'],
    summary: 'What a customer’s points came from, newest first',
    query: EntryQuery,
    returns: EntryPage,
    refuses: ['not-found'],
  },
  'GET /staff/customers/{customerId}/entries/{entryId}/why': {
    who: ['agent', 'manager', 'admin'],
    summary: 'The chain from a customer’s entry back to what caused it',
    returns: Why,
    refuses: ['not-found'],
  },
  'GET /staff/customers/{customerId}/redemptions': {
    who: ['agent', 'manager', 'admin'],
    summary: 'What a customer got for points, newest first',
    query: Page,
    returns: Redemptions,
    refuses: ['not-found'],
  },
  'POST /staff/customers/{customerId}/adjustments': {
    who: ['manager'],
    summary:
      'Add or take points; where one person’s come to more than the programme’s limit in a month, a second one has to approve it',
    body: AdjustmentRequest,
    returns: Adjustment,
    status: 201,
    once: true,
    refuses: ['not-found', 'no-points', 'adjustment-too-low'],
  },
  'GET /staff/adjustments': {
    who: ['manager', 'admin'],
    summary: 'Adjustments that wait for a second person, the oldest first',
    returns: z.object({ adjustments: z.array(Adjustment) }),
  },
  'GET /staff/adjustments/{adjustmentId}': {
    who: ['manager', 'admin'],
    summary: 'An adjustment, with all that a decision on it needs',
    returns: Adjustment.extend({ review: Evidence }),
    refuses: ['not-found'],
  },
  'POST /staff/adjustments/{adjustmentId}/approval': {
    who: ['manager', 'admin'],
    summary: 'Approve an adjustment that somebody else asked for',
    returns: Adjustment,
    once: true,
    refuses: ['not-found', 'adjustment-closed', 'second-person-needed', 'no-points', 'adjustment-too-low'],
  },
  'POST /staff/adjustments/{adjustmentId}/rejection': {
    who: ['manager', 'admin'],
    summary: 'Stop an adjustment that somebody else asked for',
    returns: Adjustment,
    once: true,
    refuses: ['not-found', 'adjustment-closed', 'second-person-needed'],
  },
  'GET /rewards': {
    who: ['customer'],
    summary: 'What I can exchange points for, and what I still need',
    returns: z.object({ rewards: z.array(Reward) }),
  },
  'GET /redemptions': {
    who: ['customer'],
    summary: 'What I got for points, with its codes, newest first',
    query: Page,
    returns: Redemptions,
  },
  'POST /redemptions': {
    who: ['customer'],
    summary: 'Exchange points for a reward',
    body: z.strictObject({ rewardId: z.string() }),
    returns: Redemption,
    status: 201,
    once: true,
    refuses: ['reward-unknown', 'reward-not-for-you', 'reward-out-of-stock', 'reward-limit', 'not-enough-points'],
  },
  'GET /staff/redemptions/{redemptionId}': {
    who: ['agent', 'manager', 'admin'],
    summary: 'What a member got for points, and who it is',
    returns: Redemption.extend({ customerId: z.string() }),
    refuses: ['not-found', 'reference-mistyped'],
  },
  'POST /staff/redemptions/{redemptionId}/cancel': {
    who: ['agent', 'manager', 'admin'],
    summary: 'Undo a redemption: its points are back, with their expiry',
    returns: Redemption,
    once: true,
    refuses: ['not-found', 'reference-mistyped', 'redemption-closed'],
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
