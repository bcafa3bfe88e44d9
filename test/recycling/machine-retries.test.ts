import { expect, it } from '@jest/globals';
import { states } from '../../functions/recycling/execution/machine.ts';
import { caseDefinition } from '../../infra/states-language.ts';
import { seeded } from '../../tools/demo/seeded.ts';
import { pauseOf, type State } from '../world/states-language.ts';

const { States } = caseDefinition({ worker: 'worker', queue: 'queue' }) as { States: Record<string, State> };

it.each(Object.keys(states))('%s is tried again through half an hour of an outage, however its pauses fall', (name) => {
  const retrier = States[name]?.Retry?.at(-1);
  if (retrier === undefined) throw new Error(`${name} is not tried again`);
  const random = seeded(1);
  const satOut = Array.from({ length: 2_000 }, () => {
    let milliseconds = 0;
    for (let tries = 0; tries < (retrier.MaxAttempts ?? 3); tries++) milliseconds += pauseOf(retrier, tries, random);
    return milliseconds;
  });
  expect(Math.min(...satOut) / 60_000).toBeGreaterThan(30);
});
