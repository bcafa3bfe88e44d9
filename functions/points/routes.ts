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
  kind: z.enum(['earned']),
  points: z.int(),
  state: z.enum(['active']),
  reason: z.string(),
});

const Why = z.object({
  chain: z.array(z.object({ type: z.string(), id: z.string(), at: z.iso.datetime(), text: z.string() })),
});

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
});
