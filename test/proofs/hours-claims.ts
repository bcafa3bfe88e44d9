/** The stories once more, begun at hours at which products go wrong. */

import type { Claim } from './claim.ts';
import { jestRun } from './jest-run.ts';

const hours = {
  'at three in the morning': '2026-11-24T02:00:00.000Z',
  'ten minutes before the year ends': '2026-12-31T22:50:00.000Z',
  'on 29 February': '2028-02-29T11:00:00.000Z',
  'in the evening before 29 February': '2028-02-28T22:50:00.000Z',
  'in the night in which clocks go forward': '2027-03-28T00:30:00.000Z',
  'in the night in which clocks go back': '2027-10-30T23:30:00.000Z',
};

export async function* hoursClaims(): AsyncGenerator<Claim> {
  for (const [when, start] of Object.entries(hours)) {
    const { passed, failed, failures } = await jestRun(
      ['--selectProjects=unit', '--maxWorkers=100%', '--', 'story.test'],
      { env: { WORLD_START: start } },
    );
    yield {
      what: `every story, begun ${when} (${start})`,
      howMany: `${passed + failed} tests`,
      result: failed === 0 ? 'all pass' : failures.join('; '),
      seed: 1,
      holds: failed === 0 && passed > 0,
    };
  }
}
