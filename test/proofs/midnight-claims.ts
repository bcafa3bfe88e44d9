/** A hundred thousand lots of one brand that are over at one midnight, beside which cases come to their deadlines, in the world. */
import { minutes } from '#layers/time/clock.ts';
import { midnight } from '../timers/midnight.ts';
import type { Claim } from './claim.ts';

const lots = 100_000;

export async function* midnightClaims(): AsyncGenerator<Claim> {
  const { world, cases, late, expired, lasted, left } = await midnight({ lots, every: 1 });
  const latest = Math.max(...late);
  const once = expired.every((times) => times === 1);
  const { scheduler, queues } = world;
  yield {
    what: 'cases of two brands whose labels end at the midnight at which many lots of one brand are over, or in the hour after it, are expired within two minutes, and each lot once',
    howMany: `${lots} lots, ${cases} cases`,
    result: [
      `${late.length} cases expired at most ${latest / 1_000} s late`,
      `${expired.length} lots ${once ? 'once each' : 'not once each'}, the last ${Math.ceil(lasted / 60_000)} minutes after midnight`,
      `${queues.setAside} put aside, ${left.length} timers left or parked`,
    ].join(', '),
    seed: scheduler.seed,
    holds:
      late.length === cases &&
      latest <= minutes(2) &&
      expired.length === lots &&
      once &&
      queues.setAside === 0 &&
      left.length === 0,
  };
}
