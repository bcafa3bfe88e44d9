import * as z from 'zod';
import type { InEachLanguage } from '../event.ts';
import { listed } from './list.ts';
import { toldContainers } from './materials.ts';

/** What was deposited, summed by material: how many containers and how many grams. */
export const Containers = z.array(z.object({ material: z.string(), count: z.int().min(1), grams: z.int().min(0) }));
export type Containers = z.infer<typeof Containers>;

/** How many containers in all. */
export const count = (containers: Containers): number => containers.reduce((sum, { count }) => sum + count, 0);

/** "9 plastic bottles and 3 cans", in words that agree with the numbers. */
export const told = (containers: Containers): InEachLanguage =>
  containers.length === 0
    ? { es: 'nada', ca: 'res', en: 'nothing' }
    : listed(containers.map(({ count, material }) => toldContainers(count, material)));
