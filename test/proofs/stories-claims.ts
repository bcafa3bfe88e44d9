/** Every story on a local cloud, over the real wire. */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stack } from '../../tools/cloud/stack.ts';
import type { Claim } from './claim.ts';
import { jestRun } from './jest-run.ts';

export async function* storiesClaims(stack: Stack): AsyncGenerator<Claim> {
  const file = join(tmpdir(), `vuelta-stack-${process.pid}.json`);
  writeFileSync(file, JSON.stringify(stack));
  const { passed, failed, failures } = await jestRun(['-i', '--selectProjects=cloud', '--', 'story.test'], {
    env: { STACK: file, EVERY_STORY: 'on' },
  });
  yield {
    what: 'every story, the same file as in the world, told to a local cloud by HTTP, MQTT and mail',
    howMany: `${passed + failed} tests`,
    result: failed === 0 ? 'all pass' : failures.join('; '),
    seed: 1,
    holds: failed === 0 && passed > 0,
  };
}
