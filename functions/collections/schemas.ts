/** What the routes of collections take and answer. */
import * as z from 'zod';
import { Balance } from '#events/values/balance.ts';
import { Containers } from '#events/values/containers.ts';
import { Masses } from '#events/values/masses.ts';
import { WrittenInstant } from '#layers/time/written-instant.ts';
import { awaited, states } from './books/collection.ts';

export const DeviceId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}[a-z0-9]$/);

/** Nothing that we follow is older than the century. */
export const When = WrittenInstant.refine((at) => at >= '2000', 'must not be before the year 2000');

const Count = z.object({
  deposits: z.int(),
  containers: Containers,
  lateDeposits: z.int().describe('Those among them that arrived when the books of their own emptying were closed'),
  late: Containers,
});

export const Emptying = z.object({
  deviceId: z.string(),
  emptiedAt: z.iso.datetime(),
  closesAt: z.iso.datetime().describe('What is recorded later is counted with the next emptying'),
  count: Count.optional().describe('What was deposited, once it is counted'),
});

export const EmptyingsOfBin = z.object({
  emptyings: z.array(Emptying.extend({ collectionId: z.string() })),
  cursor: z.string().optional(),
});

export const PaperIn = z
  .strictObject({
    number: z
      .string()
      .regex(/^[\w./-]{1,40}$/)
      .describe('The number printed on it'),
    issuer: DeviceId.describe('The code of who issued it: the scale or the recycler'),
    at: When.optional().describe('When it was issued; now, where it is not said'),
    masses: Masses.meta({
      uniqueItems: true,
      description: 'Grams by material. None at all makes the document void that this one replaces',
    }),
    replaces: z.string().max(64).optional().describe('The document that this one corrects'),
  })
  .refine(({ masses, replaces }) => masses.length > 0 || replaces !== undefined, {
    path: ['masses'],
    message: 'a document says at least one material',
  });

const Paper = z.object({
  id: z.string(),
  number: z.string(),
  issuer: z.string(),
  issuedAt: z.iso.datetime(),
  masses: Masses,
  replaces: z.string().optional(),
  inForce: z.boolean().describe('No other replaces it'),
  filedBy: z.string().optional().describe('Who filed it; older papers lack it'),
  filedAt: z.iso.datetime().optional(),
});

export const reference = z
  .string()
  .describe('What people call it by. A route that takes the id takes this too, however it is written');

const Summary = z.object({
  id: z.string(),
  reference,
  state: z.enum(states),
  next: z.array(z.enum(awaited)).describe('What it waits for'),
  why: z.enum(['full', 'by-hand']),
  requestedAt: z.iso.datetime(),
  bins: z.array(
    z.object({
      deviceId: z.string(),
      siteId: z.string().describe('Where it stands'),
      state: z.enum(['asked', 'emptied', 'withdrawn']),
      movedTo: z.string().optional().describe('The collection that takes it instead'),
      reason: z.string().optional().describe('Why it was withdrawn'),
    }),
  ),
});

const Said = z.object({ by: z.enum(['deposited', 'weighed', 'received']), grams: z.int() });

const Neighbour = z.object({
  id: z.string().describe('The collection that took it'),
  reference,
  state: z.enum(states),
  emptiedAt: z.iso.datetime(),
  count: Count.optional().describe('Its `late` deposits are those that bags before it lack'),
  balance: Balance.optional(),
});

const Evidence = z.object({
  differences: z.array(
    z.object({
      material: z.string(),
      grams: z.int().describe('How far those are apart who say least and most'),
      allowed: z.int(),
      least: Said,
      most: Said,
    }),
  ),
  emptyings: z
    .array(
      z.object({
        deviceId: z.string(),
        emptiedAt: z.iso.datetime(),
        before: Neighbour.optional(),
        after: Neighbour.optional(),
      }),
    )
    .describe('Its emptyings, each with the one of the same bin before and after it'),
});

export const Collection = Summary.extend({
  tolerance: z.object({ perMille: z.int(), grams: z.int() }),
  emptyings: z.array(Emptying),
  weighings: z.array(Paper),
  receipts: z.array(Paper),
  balance: Balance.optional(),
  reviews: z
    .array(
      z.object({
        decision: z.enum(['accepted', 'claimed']),
        reason: z.string(),
        by: z.string(),
        at: z.iso.datetime(),
        of: Balance.describe('The figures that were decided on'),
      }),
    )
    .describe('What was decided, the last at the end'),
  review: Evidence.optional().describe('What a decision needs beyond this, where its masses differ'),
});

export const Listed = z.object({ collections: z.array(Summary), cursor: z.string().optional() });

const MachineFigures = z.object({
  emptyings: z.int(),
  uncounted: z.int().describe('Those among them whose deposits are not counted yet'),
  deposits: z.int(),
  containers: Containers,
});

const MachineBalance = z.array(Balance.element.omit({ allowed: true, agrees: true }));

const NotCompared = MachineFigures.extend({
  id: z.string(),
  reference,
  waits: z.array(z.enum(awaited)).describe('What it waits for'),
  beyond: z.boolean().describe('Bags of the machine that were emptied outside of the while travelled along'),
});

/** The figures of `compared`, `shared` and `open` add up to the machine's own. */
export const Statement = MachineFigures.extend({
  deviceId: z.string(),
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  compared: MachineFigures.extend({
    collections: z.array(z.object({ id: z.string(), reference })),
    balance: MachineBalance,
  }).describe('Its bags that travelled alone, beside what scale and recycler say of them'),
  shared: z
    .array(
      NotCompared.extend({
        machines: z.int().describe('How many machines’ bags travelled together, this one’s included'),
        balance: MachineBalance.optional().describe('Of all bags of the collection, once it is counted and has papers'),
      }),
    )
    .describe('Its bags that travelled with those of others, whose papers are of all'),
  open: z.array(NotCompared).describe('Its other bags: they wait for papers or the count, or reach beyond the while'),
});

export const Filed = z.object({ id: z.string(), documentId: z.string() });
