import type { Origin } from '#layers/table/origin.ts';
import { between, type Instant, minutes } from '#layers/time/clock.ts';
import { problem } from '../problems.ts';

/** Clocks of people may be so far ahead of ours. */
const skew = minutes(5);

/** When something was, which may not lie ahead; without a word it is now. Throws `instant-ahead`. */
export function instantOf({ cause }: Origin, said: Instant | undefined): Instant {
  const at = said ?? cause.time;
  if (between(cause.time, at) > skew) throw problem('instant-ahead');
  return at;
}

const atMost = 30;

/** A collection holds so many facts of a kind and no more, as it is one item. Throws `collection-crowded`. */
export function demandRoom(facts: readonly unknown[]): void {
  if (facts.length >= atMost) throw problem('collection-crowded');
}
