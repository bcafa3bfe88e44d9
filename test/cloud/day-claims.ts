/** What is claimed of a day of deposits, at its whole size. */
import { queueDepths } from '../../local/aws.ts';
import { sumOf } from '../../local/day/deposit-sum.ts';
import { republish } from '../../local/republish.ts';
import type { Stack } from '../../local/stack.ts';
import { planFaultsOn, productTime, quiet } from '../../local/time-machine.ts';
import type { Claim } from './claim.ts';
import { everyFault } from './faults.ts';
import { planDay } from './told-day.ts';

const size = { deposits: 2_000, citizens: 30 };

/** Every balance of a day is as summed apart, also when its events come again, and when 2 % of all calls fail. */
export async function* dayClaims(stack: Stack): AsyncGenerator<Claim> {
  const aside = async () => (await queueDepths(stack)).get('vuelta-devices-messages-dead') ?? 0;
  const balances = (differences: readonly string[]) =>
    differences.length === 0 ? 'every balance as summed apart' : `${differences.length} differ: ${differences[0]}`;

  const began = new Date(await productTime(stack)).toISOString();
  const before = await aside();
  const day = await planDay(stack, 'prueba', { ...size, seed: 2026 });
  const telling = Date.now();
  await day.tell();
  const seconds = Math.round((Date.now() - telling) / 1000);
  const { differences, deposits, points } = await day.check();
  yield {
    what: 'a day of deposits, 5 % sent twice, 2 % replayed hours later, reordered, 1 % malformed, some clocks off, two machines cut off',
    howMany: `${day.day.length} messages, ${deposits} deposits, ${points} points, 20 machines, ${size.citizens} citizens, ${seconds} s`,
    result: balances(differences),
    seed: 2026,
    holds: differences.length === 0,
  };
  const expected = sumOf(day.day).deadLetters;
  const found = (await aside()) - before;
  yield {
    what: 'each malformed message and each wrong clock is a dead letter, and nothing else is',
    howMany: `${expected} messages`,
    result: `${found} dead letters`,
    seed: 2026,
    holds: found === expected,
  };
  const sent = await republish({
    table: stack.table,
    bus: stack.bus,
    from: began,
    to: new Date(await productTime(stack)).toISOString(),
  });
  await quiet(stack, 600);
  const again = await day.check();
  yield {
    what: 'publishing every event of the day again changes nothing',
    howMany: `${sent} events`,
    result: balances(again.differences),
    seed: 2026,
    holds: again.differences.length === 0,
  };
  const faulty = await planDay(stack, 'averias', { ...size, seed: 2027 });
  await planFaultsOn(stack, everyFault);
  await faulty.tell().finally(() => planFaultsOn(stack, undefined));
  await quiet(stack, 600);
  const survived = await faulty.check();
  yield {
    what: 'such a day while 2 % of all calls to AWS fail in every way and functions are killed mid-run',
    howMany: `${faulty.day.length} messages, ${survived.deposits} deposits`,
    result: balances(survived.differences),
    seed: 2027,
    holds: survived.differences.length === 0,
  };
}
