/** Returns told in any order, and a return cut off at every call, in the world. */
import fc from 'fast-check';
import { randomStory, tellReturns } from '../recycling/random-returns.ts';
import type { Claim } from './claim.ts';
import { jestRun } from './jest-run.ts';

export async function* returnsClaims(): AsyncGenerator<Claim> {
  yield await randomReturns({ seed: 8, stories: 250, boxes: 8 });
  yield await everyCut();
}

async function randomReturns({
  seed,
  stories,
  boxes,
}: {
  seed: number;
  stories: number;
  boxes: number;
}): Promise<Claim> {
  const results = new Map<string, number>();
  let news = 0;
  const holds = fc.asyncProperty(randomStory(boxes), async (story) => {
    const { differences, told, results: met } = await tellReturns(story);
    news += told;
    for (const result of met) results.set(result, (results.get(result) ?? 0) + 1);
    if (differences.length > 0) throw new Error(differences.join('; '));
  });
  const { failed, counterexample, errorInstance } = await fc.check(holds, { seed, numRuns: stories });
  const cases = [...results.values()].reduce((sum, count) => sum + count, 0);
  const ended = [...results].map(([result, count]) => `${count} ${result}`).sort();
  return {
    what: 'returns, with things told of them in any order while 2 % of all calls to AWS fail in every way, end as a reference says',
    howMany: `${stories} stories of ${cases} cases, ${news} things told, at last ${ended.join(', ')}`,
    result: failed
      ? `${(errorInstance as Error | null)?.message}, in ${JSON.stringify(counterexample)}`
      : 'every state, answer and execution as it says',
    seed,
    holds: !failed,
  };
}

async function everyCut(): Promise<Claim> {
  const { passed, failed, failures } = await jestRun(['test/recycling/return-power-cuts'], {
    env: { EVERY_CUT: 'yes' },
  });
  return {
    what: 'a return that is recycled, one that expires and a label, with each call of the product cut off in each of four ways: everything happens once, and what nobody can know of a mail is said and offered again',
    howMany: `${passed + failed} tests`,
    result: failed === 0 ? 'all pass' : failures.join('; '),
    seed: 1,
    holds: failed === 0 && passed > 0,
  };
}
