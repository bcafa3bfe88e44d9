import type { Scheduler } from './scheduler.ts';

/** The process died over a call, so that nobody hears what came of it. */
export class Died extends Error {
  override readonly name = 'Died';
}

/**
 * Runs a piece of the product as a process of its own, so that each of its calls waits for its turn and may be cut off. Gives
 * what it gave and throws what it threw. Several at once are in each other's way as the seed decides.
 */
export async function runs<T>(scheduler: Scheduler, work: () => Promise<T>, name = 'a process'): Promise<T> {
  let outcome: { value: T } | { error: unknown } | 'died' | undefined;
  scheduler.run({ name, env: {} }, timeout, work, (how) => {
    outcome = how;
  });
  await scheduler.until(() => outcome !== undefined);
  // As the callback sets it, the compiler does not see that it changed.
  const ended = outcome as { value: T } | { error: unknown } | 'died';
  if (ended === 'died') throw new Died();
  if ('error' in ended) throw ended.error;
  return ended.value;
}

/** Longer than a function has, so that one that is only in another's way comes to its end. */
const timeout = 60_000;
