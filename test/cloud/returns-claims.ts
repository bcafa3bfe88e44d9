/** What is claimed of returns, at its whole size. */
import type { Stack } from '../../local/stack.ts';
import type { Claim } from './claim.ts';
import { differencesOf } from './random-returns.ts';

/** Returns told of in any order end as a reference says. */
export async function* returnsClaims(stack: Stack): AsyncGenerator<Claim> {
  const [cases, seed] = [1_000, 8];
  const { differences, told, results } = await differencesOf(stack, { cases, seed, faultyTimers: false });
  const ended = Object.entries(results).map(([result, count]) => `${count} ${result}`);
  yield {
    what: 'returns, with things told of them in any order while 2 % of all calls to AWS fail in every way, end as a reference says',
    howMany: `${cases} cases, ${told} things told, at last ${ended.sort().join(', ')}`,
    result:
      differences.length === 0
        ? 'every state, answer and execution as it says'
        : `${differences.length} differ: ${differences[0]}`,
    seed,
    holds: differences.length === 0,
  };
}
