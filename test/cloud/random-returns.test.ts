import { describe, expect, it } from '@jest/globals';
import { deadLetters } from '../../local/dead-letters.ts';
import { cloudEnvironment } from '../../local/emulator.ts';
import { readStack } from '../../local/stack.ts';
import { differencesOf } from './random-returns.ts';

const stack = readStack();
Object.assign(process.env, cloudEnvironment(stack.endpoint));

describe('200 returns, with things told of them in any order while 2 % of all calls to AWS fail in every way', () => {
  it('end as the reference says, each with a next step until then, and nothing is given up', async () => {
    const { differences, results } = await differencesOf(stack, { cases: 200, seed: 7, faultyTimers: false });
    expect(differences).toEqual([]);
    expect(Object.keys(results).sort()).toEqual([
      'cancelled',
      'expired',
      'lost',
      'recycled',
      'refurbished',
      'rejected',
    ]);
    const gaveUp = (await deadLetters('recycling')).filter(({ code }) => code === 'gave-up');
    expect(gaveUp.map(({ reason }) => reason)).toEqual([]);
  }, 900_000);
});
