import { expect, it } from '@jest/globals';
import { type Lived, liveDay } from './outages/day.ts';

const seed = 1;
let calm: Lived;

it('a day of all brands comes to what it must while every service answers', async () => {
  calm = await liveDay({ seed });
  expect(calm.broken).toEqual([]);
  expect(calm.outcome.length).toBeGreaterThan(50);
});

it.each(['table', 'queue'] as const)('so does one in which the service %s is out for half an hour', async (out) => {
  const lived = await liveDay({ seed, out });
  expect(lived.broken).toEqual([]);
  expect(lived.outcome).toEqual(calm.outcome);
});
