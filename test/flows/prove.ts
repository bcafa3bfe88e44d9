/**
 * `npm run prove`: what is claimed with large numbers, at its whole size. Prints a line a claim and writes `docs/proof.md`.
 * The same code runs smaller in `npm test`.
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { queueDepths } from '../../local/aws.ts';
import { sumOf } from '../../local/day-sum.ts';
import { cloudEnvironment } from '../../local/emulator.ts';
import { onOwnCloud, report } from '../../local/own-cloud.ts';
import { republish } from '../../local/republish.ts';
import type { Stack } from '../../local/stack.ts';
import { planFaultsOn, productTime, quiet } from '../../local/time-machine.ts';
import type { Claim } from './claim.ts';
import { custodyClaims } from './custody-claims.ts';
import { everyFault } from './faults.ts';
import { historyClaims } from './prove-histories.ts';
import { differencesOf } from './random-returns.ts';
import { planDay } from './told-day.ts';

const size = { deposits: 2_000, citizens: 30 };

async function prove(stack: Stack): Promise<Claim[]> {
  Object.assign(process.env, cloudEnvironment(stack.endpoint));
  const aside = async () => (await queueDepths(stack)).get('vuelta-devices-messages-dead') ?? 0;
  const claims: Claim[] = [];
  const claim = (proved: Claim) => {
    claims.push(proved);
    report(
      `${proved.holds ? 'holds' : 'FAILS'}: ${proved.what} (${proved.howMany}): ${proved.result}, seed ${proved.seed}`,
    );
  };
  const balances = (differences: readonly string[]) =>
    differences.length === 0 ? 'every balance as summed apart' : `${differences.length} differ: ${differences[0]}`;

  const began = new Date(await productTime(stack)).toISOString();
  const before = await aside();
  const day = await planDay(stack, 'prueba', { ...size, seed: 2026 });
  const telling = Date.now();
  await day.tell();
  const seconds = Math.round((Date.now() - telling) / 1000);
  const { differences, deposits, points } = await day.check();
  claim({
    what: 'a day of deposits, 5 % sent twice, 2 % replayed hours later, reordered, 1 % malformed, some clocks off, two machines cut off',
    howMany: `${day.day.length} messages, ${deposits} deposits, ${points} points, 20 machines, ${size.citizens} citizens, ${seconds} s`,
    result: balances(differences),
    seed: 2026,
    holds: differences.length === 0,
  });
  const expected = sumOf(day.day).deadLetters;
  const found = (await aside()) - before;
  claim({
    what: 'each malformed message and each wrong clock is a dead letter, and nothing else is',
    howMany: `${expected} messages`,
    result: `${found} dead letters`,
    seed: 2026,
    holds: found === expected,
  });
  const sent = await republish({
    table: stack.table,
    bus: stack.bus,
    from: began,
    to: new Date(await productTime(stack)).toISOString(),
  });
  await quiet(stack, 600);
  const again = await day.check();
  claim({
    what: 'publishing every event of the day again changes nothing',
    howMany: `${sent} events`,
    result: balances(again.differences),
    seed: 2026,
    holds: again.differences.length === 0,
  });
  const faulty = await planDay(stack, 'averias', { ...size, seed: 2027 });
  await planFaultsOn(stack, everyFault);
  await faulty.tell().finally(() => planFaultsOn(stack, undefined));
  await quiet(stack, 600);
  const survived = await faulty.check();
  claim({
    what: 'such a day while 2 % of all calls to AWS fail in every way and functions are killed mid-run',
    howMany: `${faulty.day.length} messages, ${survived.deposits} deposits`,
    result: balances(survived.differences),
    seed: 2027,
    holds: survived.differences.length === 0,
  });
  for await (const each of historyClaims(stack)) claim(each);
  for (const proved of await custodyClaims(stack)) claim(proved);
  claim(await returnsClaim(stack));
  return claims;
}

async function returnsClaim(stack: Stack): Promise<Claim> {
  const [cases, seed] = [1_000, 8];
  const { differences, told, results } = await differencesOf(stack, { cases, seed, faultyTimers: false });
  const ended = Object.entries(results).map(([result, count]) => `${count} ${result}`);
  return {
    what: 'returns, with things told of them in any order while 2 % of all calls to AWS fail in every way, end as a reference says',
    howMany: `${cases} cases, ${told} things told, at last ${ended.sort().join(', ')}`,
    result:
      differences.length === 0
        ? 'every state, answer and execution as it says'
        : `${differences.length} differ: ${differences[0]}`,
    seed,
    holds: differences.length === 0,
  };
}

const page = (claims: readonly Claim[]) => `# Proof

What \`npm run prove\` found when it ran last, on the local cloud. It writes this page.

| claim | how many | result | seed | |
|---|---|---|---|---|
${claims.map(({ what, howMany, result, seed, holds }) => `| ${what} | ${howMany} | ${result} | ${seed} | ${holds ? 'holds' : '**fails**'} |`).join('\n')}
`;

const networks = [{ brand: 'retorno', machines: 20, citizens: 1 }];
const held = await onOwnCloud(networks, async (stack) => {
  const claims = await prove(stack);
  writeFileSync(join(resolve(import.meta.dirname, '../..'), 'docs/proof.md'), page(claims));
  return claims.every(({ holds }) => holds);
});
process.exit(held ? 0 : 1);
