import { seeded } from '#layers/aws/seeded.ts';
import type { Call, Fate } from './process.ts';
import type { World } from './world.ts';

/** How a call of the product may end for the one who makes it, where the power fails or the network does. */
export const cuts = ['dies before', 'dies after', 'fails', 'done, then times out'] as const satisfies readonly Fate[];

/** Counts the calls of the product from now on, and ends some of them as planned: the n-th, from 1. */
export function planCuts(world: World, plan: Readonly<Record<number, Fate>> = {}): { calls(): number } {
  let calls = 0;
  world.scheduler.fate = ({ process }: Call) => {
    if (process === undefined) return 'answered';
    calls += 1;
    return plan[calls] ?? 'answered';
  };
  return { calls: () => calls };
}

const kinds = [
  'fails',
  'throttled',
  'times out',
  'done, then times out',
  'delayed',
  'dies before',
  'dies after',
] as const;

/** From now on so many of all calls go wrong, in every way there is. The plan has a chance of its own, by its seed. */
export function planFaults(world: World, rate: number, seed: number): void {
  const random = seeded(seed);
  world.scheduler.fate = ({ process }) => {
    if (process === undefined || random() >= rate) return 'answered';
    return kinds[Math.floor(random() * kinds.length)] ?? 'answered';
  };
}

/** From now on every call is answered. */
export function endFaults(world: World): void {
  world.scheduler.fate = () => 'answered';
}
