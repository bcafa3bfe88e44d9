import * as z from 'zod';

/** How what machines collected is followed to the recycler. */
export const Collections = z.strictObject({
  /** So long after an emptying its deposits may still arrive and be counted with it. */
  settleHours: z.int().min(1).max(240),
  /** Masses that differ by no more than this share of what was deposited, or these grams, whichever is more, agree. */
  tolerance: z.strictObject({ perMille: z.int().min(0).max(1000), grams: z.int().min(0) }),
});

export type Tolerance = z.infer<typeof Collections>['tolerance'];
