import * as z from 'zod';

/** Points of one account, lot by lot. */
export const LotPoints = z.array(z.object({ lot: z.string(), points: z.int().min(1) }));
