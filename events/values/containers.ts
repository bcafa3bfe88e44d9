import * as z from 'zod';
import type { InEachLanguage } from '../event.ts';

/** What was deposited, summed by material: how many containers and how many grams. */
export const Containers = z.array(z.object({ material: z.string(), count: z.int().min(1), grams: z.int().min(0) }));
export type Containers = z.infer<typeof Containers>;

/** How many containers in all. */
export const count = (containers: Containers): number => containers.reduce((sum, { count }) => sum + count, 0);

/** "12 containers", in words that agree with the number. */
export function told(containers: Containers): InEachLanguage {
  const n = count(containers);
  return {
    es: n === 1 ? '1 envase' : `${n} envases`,
    ca: n === 1 ? '1 envàs' : `${n} envasos`,
    en: n === 1 ? '1 container' : `${n} containers`,
  };
}
