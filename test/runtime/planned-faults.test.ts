import { afterAll, expect, it } from '@jest/globals';
import { type FaultPlan, planFaults, withFaults } from '#layers/aws/faults.ts';

process.env.TEST_FAULTS = 'on';

type Seam = (next: () => Promise<unknown>) => (args: unknown) => Promise<unknown>;
let seam: Seam;
withFaults({ middlewareStack: { add: (middleware) => (seam = middleware) } });

const half: FaultPlan = { rate: 0.5, seed: 1, kinds: ['fail'] };

/** As at the beginning of each invocation, which reads its stage undisturbed; then which of its calls fail. */
async function invocation(plan: FaultPlan, calls: number): Promise<string> {
  planFaults(undefined);
  planFaults(plan);
  let fates = '';
  for (let n = 0; n < calls; n++)
    fates += await seam(async () => 'done')({}).then(
      () => '.',
      () => 'x',
    );
  return fates;
}

afterAll(() => planFaults(undefined));

it('go on from one invocation of a process to the next: what failed once may pass when it is tried again', async () => {
  const fates: string[] = [];
  for (let n = 0; n < 10; n++) fates.push(await invocation(half, 64));
  expect(new Set(fates).size).toBe(10);
});

it('begin anew with another plan, and are the same for the same one', async () => {
  const first = await invocation({ ...half, seed: 2 }, 50);
  await invocation(half, 7);
  expect(await invocation({ ...half, seed: 2 }, 50)).toBe(first);
});
