import * as z from 'zod';
import { Code, Material, Text } from './values.ts';

const Rule = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  /** Raised with every change of the figures; each entry carries the version it was made by. */
  version: z.int().min(1),
});

/** Points for each container of a deposit, by material. A material without a figure earns nothing, and says so. */
const ContainerRule = Rule.extend({
  perContainer: z.partialRecord(Material, z.int().min(0).max(1000)),
  /** The most that one person earns in a civil week of the programme's zone. */
  weeklyCap: z.int().min(1).optional(),
});

/** P02, P05: points for what was paid for some classes of goods; pending until the time for withdrawal is over. */
const PurchaseRule = Rule.extend({
  currency: z.string().regex(/^[A-Z]{3}$/),
  classes: z.array(Code).min(1),
  /** Points for 100 minor units (an euro). */
  perUnit: z.int().min(1).max(1000),
  /** Civil days after the day of delivery in which a consumer may withdraw: 14 by TRLGDCU art. 104. */
  withdrawalDays: z.int().min(14).max(60),
  /** What a refund takes once the points are active: nothing, what the balance reaches, or all, as a debt. */
  refunds: z.enum(['only-pending', 'within-balance', 'negative']),
  /** Points more for a large order: those of the highest step that it reaches. */
  volume: Rule.extend({
    steps: z.array(z.strictObject({ from: z.int().min(1), points: z.int().min(1) })).min(1),
  }).optional(),
});

/** P03: a recycled device doubles the points of a purchase so many days before, or else after. */
const DoublingRule = Rule.extend({ withinDays: z.int().min(1).max(365) });

/** Points at a day of the holder's own. */
const DayRule = Rule.extend({ points: z.int().min(1).max(10_000) });

/** Something that points can be exchanged for. */
const Reward = z.strictObject({
  id: Code,
  name: Text,
  points: z.int().min(1),
  /**
   * `pieces`: as many as staff put in stock; `codes`: each with a code of a partner, handed out once, ever;
   * `unlimited`: nothing runs out.
   */
  stock: z.enum(['pieces', 'codes', 'unlimited']),
  /** How many one person may have, ever. */
  perPerson: z.int().min(1).optional(),
  /** Only for customers of one of these segments. */
  segments: z.array(Code).min(1).optional(),
});

export const Points = z.strictObject({
  /** What one of them is called, and any other number. */
  name: z.strictObject({ one: Text, other: Text }),
  /** Points earned in a civil month expire at the end of the month so many months later. */
  expireAfterMonths: z.int().min(1).max(120),
  deposits: ContainerRule.optional(),
  purchases: PurchaseRule.optional(),
  doubling: DoublingRule.optional(),
  /** Each month after registering. */
  tenure: DayRule.optional(),
  birthday: DayRule.optional(),
  /** Up to how many points one member of staff adds alone for one customer in a civil month of the programme's zone, or takes. */
  adjustments: z.strictObject({ limit: z.int().min(1) }),
  rewards: z.array(Reward),
});

export type Points = z.infer<typeof Points>;
export type Reward = z.infer<typeof Reward>;
