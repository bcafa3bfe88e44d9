import { expect, it } from '@jest/globals';
import { type Lived, liveDay } from './outages/day.ts';

const seed = 1;
let calm: Lived;

it('a day of all brands comes to what it must while every service answers', async () => {
  calm = await liveDay({ seed });
  expect(calm.broken).toEqual([]);
  const receipts = calm.outcome.filter((line) => line.includes('has receipts of'));
  const points = 4 * (15 + 8 * 2); // each citizen throws in 15 bottles, and eight times two
  expect(receipts.map((line) => line.slice(line.indexOf('receipts')))).toEqual(
    Array(3).fill(`receipts of ${points} points`),
  );
  expect(calm.outcome.length).toBeGreaterThan(25);
});

it.each(['table', 'queue'] as const)('so does one in which the service %s is out for half an hour', async (out) => {
  const lived = await liveDay({ seed, out });
  expect(lived.broken).toEqual([]);
  expect(lived.outcome).toEqual(calm.outcome);
});
