/** What is claimed of a day of deposits, at its whole size, in the world. */

import { planDay } from '../devices/told-day.ts';
import { driver, type WorldDriver } from '../world/driver.ts';
import { endFaults, planFaults } from '../world/faults.ts';
import type { Claim } from './claim.ts';

const size = { deposits: 2_000, citizens: 30, machines: 20 };

const balances = (differences: readonly string[]) =>
  differences.length === 0 ? 'every balance as summed apart' : `${differences.length} differ: ${differences[0]}`;

/** Every balance of a day is as summed apart, also when its events come again, and when 2 % of all calls fail. */
export async function* dayClaims(): AsyncGenerator<Claim> {
  const here = await driver();
  const began = await here.now();
  const told = await planDay(here, 'prueba', { ...size, seed: 2026 });
  await told.tell();
  const differences = await told.differences();
  yield {
    what: 'a day of deposits, 5 % sent twice, 2 % replayed hours later, reordered, 1 % malformed, some clocks off, two machines cut off',
    howMany: `${told.day.length} messages, ${told.counted} deposits, ${told.points} points, ${size.machines} machines, ${size.citizens} citizens`,
    result: balances(differences),
    seed: 2026,
    holds: differences.length === 0,
  };
  const letters = await told.aside();
  const distinct = new Set(letters.map(({ body }) => body)).size;
  yield {
    what: 'each malformed message and each wrong clock is a dead letter, and nothing else is',
    howMany: `${told.hopeless} messages`,
    result: `${letters.length} dead letters, ${distinct} distinct: what a queue hands out twice is put aside twice`,
    seed: 2026,
    holds: distinct <= told.hopeless && told.hopeless <= letters.length,
  };
  const sent = await here.republishes(began, await here.now());
  await here.quiet();
  const again = await told.differences();
  yield {
    what: 'publishing every event of the day again changes nothing',
    howMany: `${sent} events`,
    result: balances(again),
    seed: 2026,
    holds: again.length === 0,
  };
  yield await underFaults(here);
}

async function underFaults(here: WorldDriver): Promise<Claim> {
  const told = await planDay(here, 'averias', { ...size, seed: 2027 });
  planFaults(here.world, 0.02, 5);
  await told.tell();
  endFaults(here.world);
  await here.quiet();
  const differences = await told.differences();
  return {
    what: 'such a day while 2 % of all calls to AWS fail in every way and functions die mid-run',
    howMany: `${told.day.length} messages, ${told.counted} deposits`,
    result: balances(differences),
    seed: 2027,
    holds: differences.length === 0,
  };
}
