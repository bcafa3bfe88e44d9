import '../recycling/quick-papers.ts';
import { expect, it } from '@jest/globals';
import { minutes } from '#layers/time/clock.ts';
import { midnight } from './midnight.ts';

it('of cases whose labels end while thousands of lots are over at one midnight each is expired within two minutes, and each lot once', async () => {
  const lots = 2_500;
  const { cases, late, expired, left, world } = await midnight({ lots, every: 20 });
  expect(late).toHaveLength(cases);
  expect(Math.max(...late)).toBeLessThanOrEqual(minutes(2));
  expect([expired.length, new Set(expired)]).toEqual([lots, new Set([1])]);
  expect([left, world.queues.setAside]).toEqual([[], 0]);
}, 60_000);
