import * as z from 'zod';

/** What was deposited, summed by material: how many containers and how many grams. */
export const Containers = z.array(z.object({ material: z.string(), count: z.int().min(1), grams: z.int().min(0) }));
export type Containers = z.infer<typeof Containers>;

/** How many containers in all. */
export const count = (containers: Containers): number => containers.reduce((sum, { count }) => sum + count, 0);
