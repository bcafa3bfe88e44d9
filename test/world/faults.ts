import { seeded } from '../../tools/demo/seeded.ts';
import type { Call, Fate } from './process.ts';
import type { Scheduler } from './scheduler.ts';

/** What faults are planned for. */
interface World {
  readonly scheduler: Scheduler;
}

/** How a call of the product may end for the one who makes it, where the power fails or the network does. */
export const cuts = ['dies before', 'dies after', 'fails', 'done, then times out'] as const satisfies readonly Fate[];

/** Notes the calls of the product from now on, and ends some of them as planned: the n-th, from 1. */
export function planCuts(
  world: Pick<World, 'scheduler'>,
  plan: Readonly<Record<number, Fate>> = {},
): { calls(): number; readonly operations: readonly string[] } {
  const operations: string[] = [];
  world.scheduler.fate = ({ process, operation }: Call) => {
    if (process === undefined) return 'answered';
    operations.push(operation);
    return plan[operations.length] ?? 'answered';
  };
  return { calls: () => operations.length, operations };
}

/**
 * Before the n-th call of the product from now on is carried out, all of `work` happens: the call waits until nothing else
 * can happen. `done` tells whether it came to that, when the work is over.
 */
export function planMeanwhile(
  world: World,
  before: number,
  work: () => Promise<unknown>,
): { done(): Promise<boolean> } {
  let calls = 0;
  let working: Promise<unknown> | undefined;
  world.scheduler.fate = ({ process }) => {
    if (process === undefined || working !== undefined || ++calls < before) return 'answered';
    working = work();
    return 'delayed';
  };
  return {
    async done() {
      await working;
      return working !== undefined;
    },
  };
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
export function planFaults(world: Pick<World, 'scheduler'>, rate: number, seed: number): void {
  const random = seeded(seed);
  world.scheduler.fate = ({ process }) => {
    if (process === undefined || random() >= rate) return 'answered';
    return kinds[Math.floor(random() * kinds.length)] ?? 'answered';
  };
}

/** From now on every call is answered. */
export function endFaults(world: Pick<World, 'scheduler'>): void {
  world.scheduler.fate = () => 'answered';
}

const reads = new Set(['Get', 'BatchGet', 'Query']);

/**
 * Each of the calls, by its number from 1, in each way in which it may be cut off. A call that only reads is left out where it
 * ends so after it was carried out: that is the same as before.
 */
export function everyCut(
  operations: readonly string[],
): { readonly call: number; readonly cut: (typeof cuts)[number] }[] {
  return operations.flatMap((operation, before) =>
    cuts
      .filter((cut) => !reads.has(operation) || cut === 'dies before' || cut === 'fails')
      .map((cut) => ({ call: before + 1, cut })),
  );
}
