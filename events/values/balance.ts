import * as z from 'zod';

/** What the three witnesses say of each material, in grams, and whether they agree within what is allowed. */
export const Balance = z.array(
  z.object({
    material: z.string(),
    deposited: z.int(),
    weighed: z.int(),
    received: z.int(),
    allowed: z.int(),
    agrees: z.boolean(),
  }),
);
export type Balance = z.infer<typeof Balance>;
