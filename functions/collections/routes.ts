import * as z from 'zod';
import { Containers } from '#events/values/containers.ts';
import { eachOnce } from '#events/values/each-once.ts';
import { Page } from '#layers/runtime/page.ts';
import { defineRoutes } from '#layers/runtime/routes.ts';
import {
  Collection,
  DeviceId,
  Emptying,
  EmptyingsOfBin,
  Filed,
  Listed,
  PaperIn,
  reference,
  Statement,
  When,
} from './schemas.ts';

const carriers = ['warehouse', 'manager', 'admin'] as const;
const everybody = ['agent', 'warehouse', 'manager', 'admin'] as const;
const paperRefusals = [
  'reference-mistyped',
  'not-found',
  'instant-ahead',
  'paper-known',
  'paper-unknown',
  'paper-replaced',
  'collection-crowded',
];

export const routes = defineRoutes({
  'GET /bins': {
    who: ['organisation'],
    summary: 'The machines of my organisation at the sites that I may see, by site',
    query: Page,
    returns: z.object({
      bins: z.array(
        z.object({
          deviceId: z.string(),
          siteId: z.string(),
          waitsSince: z.iso.datetime().optional().describe('Since when its bin waits to be emptied'),
          emptiedAt: z.iso.datetime().optional().describe('When its bin was emptied last'),
        }),
      ),
      cursor: z.string().optional(),
    }),
  },
  'GET /bins/{deviceId}/emptyings': {
    who: ['organisation'],
    summary: 'The emptyings of such a machine’s bin with what was counted, the newest first',
    query: Page,
    returns: EmptyingsOfBin,
    refuses: ['bin-unknown'],
  },
  'GET /staff': {
    who: everybody,
    summary:
      'Collections that are to be done, the oldest first; or those that are emptied and wait for papers or the count',
    query: Page.extend({ state: z.enum(['requested', 'emptied']).default('requested') }),
    returns: Listed,
  },
  'POST /staff': {
    who: carriers,
    summary: 'Ask for bins to be collected together; those that wait elsewhere are moved here',
    body: z.strictObject({
      bins: eachOnce(z.array(DeviceId).min(1).max(20), 'a bin stands twice'),
    }),
    returns: z.object({ id: z.string(), reference }),
    status: 201,
    once: true,
    refuses: ['bin-unknown', 'no-collections'],
  },
  'GET /staff/reviews': {
    who: everybody,
    summary: 'Collections whose masses differ by more than is allowed, the oldest first',
    query: Page,
    returns: Listed,
  },
  'GET /staff/{collectionId}': {
    who: everybody,
    summary: 'A collection: its bins, emptyings, papers, what they come to, and what it waits for',
    returns: Collection,
    refuses: ['reference-mistyped', 'not-found'],
  },
  'POST /staff/{collectionId}/withdrawals': {
    who: carriers,
    summary: 'A bin is not to be emptied in this collection after all',
    body: z.strictObject({ deviceId: DeviceId, reason: z.string().trim().min(3).max(500) }),
    returns: z.object({ id: z.string() }),
    status: 201,
    once: true,
    refuses: ['reference-mistyped', 'not-found', 'bin-not-asked', 'bin-unknown'],
  },
  'POST /staff/{collectionId}/emptyings': {
    who: carriers,
    summary: 'A bin was emptied',
    body: z.strictObject({ deviceId: DeviceId, at: When.optional().describe('When; now, where it is not said') }),
    returns: z.object({ id: z.string(), ...Emptying.omit({ count: true }).shape }),
    status: 201,
    once: true,
    refuses: [
      'reference-mistyped',
      'not-found',
      'bin-unknown',
      'instant-ahead',
      'emptying-too-old',
      'emptying-known',
      'collection-crowded',
      'no-collections',
    ],
  },
  'POST /staff/{collectionId}/weighings': {
    who: carriers,
    summary: 'File a weighing ticket; a correction names the one it replaces',
    body: PaperIn,
    returns: Filed,
    status: 201,
    once: true,
    refuses: paperRefusals,
  },
  'POST /staff/{collectionId}/receipts': {
    who: carriers,
    summary: 'File a recycler’s receipt; a correction names the one it replaces',
    body: PaperIn,
    returns: Filed,
    status: 201,
    once: true,
    refuses: paperRefusals,
  },
  'POST /staff/{collectionId}/review': {
    who: ['agent', 'manager', 'admin'],
    summary: 'Decide on masses that differ: accept the difference, or claim it',
    body: z.strictObject({ decision: z.enum(['accepted', 'claimed']), reason: z.string().trim().min(3).max(500) }),
    returns: z.object({ id: z.string() }),
    status: 201,
    once: true,
    refuses: ['reference-mistyped', 'not-found', 'nothing-to-review', 'collection-crowded'],
  },
  'GET /staff/bins/{deviceId}/emptyings': {
    who: everybody,
    summary: 'The emptyings of a machine’s bin with what was counted, the newest first',
    query: Page,
    returns: EmptyingsOfBin,
    refuses: ['bin-unknown'],
  },
  'GET /staff/bins/{deviceId}/deposits': {
    who: everybody,
    summary: 'What was deposited in a machine, the newest first',
    query: Page,
    returns: z.object({
      deposits: z.array(
        z.object({ id: z.string(), at: z.iso.datetime(), recordedAt: z.iso.datetime(), containers: Containers }),
      ),
      cursor: z.string().optional(),
    }),
    refuses: ['bin-unknown'],
  },
  'GET /staff/bins/{deviceId}/statement': {
    who: everybody,
    summary:
      'What a machine collected in a while, beside what scale and recycler say of it; without dates the last 31 days',
    query: z
      .object({
        from: When.optional().describe('Emptyings from then on'),
        until: When.optional().describe('Emptyings before then'),
      })
      .refine(({ from = '', until = '~' }) => from < until, { path: ['until'], message: 'lies before `from`' }),
    returns: Statement,
    refuses: ['bin-unknown', 'period-too-long'],
  },
  'GET /staff/custody/{depositId}': {
    who: everybody,
    summary: 'The chain from a deposit, or from an entry of a customer’s points, to the recycler’s receipt',
    returns: z.object({
      deposit: z.object({ id: z.string(), at: z.iso.datetime(), recordedAt: z.iso.datetime(), late: z.boolean() }),
      collectionId: z.string().optional().describe('The collection that carried it'),
      countedIn: z
        .string()
        .optional()
        .describe('The collection with which it is counted; another one where it was late'),
      complete: z.boolean().describe('It reached a recycler'),
      chain: z.array(z.object({ type: z.string(), id: z.string(), at: z.iso.datetime(), text: z.string() })),
    }),
    refuses: ['not-found'],
  },
});
