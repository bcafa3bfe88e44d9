/** The stories once more, in other orders of what happens. */
import type { Claim } from './claim.ts';
import { jestRun } from './jest-run.ts';

const seeds = [2, 3, 4, 5, 6, 7, 8, 9];

export async function* seedsClaims(): AsyncGenerator<Claim> {
  for (const seed of seeds) {
    const { passed, failed, failures } = await jestRun(
      ['--selectProjects=unit', '--maxWorkers=100%', '--', 'story.test'],
      { env: { WORLD_SEED: String(seed) } },
    );
    yield {
      what: 'every story, with all that happens at once in another order',
      howMany: `${passed + failed} tests`,
      result: failed === 0 ? 'all pass' : failures.join('; '),
      seed,
      holds: failed === 0 && passed > 0,
    };
  }
}
