/**
 * `npm run prove [-- <part> …]`: what is claimed with large numbers, at its whole size. Prints a line a claim and writes the
 * section of each part that ran into `docs/proof.md`. The same code runs smaller in `npm test`.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cloudEnvironment } from '../../tools/cloud/emulator.ts';
import { onOwnCloud, report } from '../../tools/cloud/own-cloud.ts';
import type { Stack } from '../../tools/cloud/stack.ts';
import type { Claim } from './claim.ts';
import { historyClaims } from './histories-claims.ts';
import { storiesClaims } from './stories-claims.ts';

const project = resolve(import.meta.dirname, '../..');
const proof = join(project, 'docs/proof.md');

const onCloud: { [part: string]: (stack: Stack) => AsyncIterable<Claim> } = {
  stories: storiesClaims,
  ledger: historyClaims,
};

/** Loaded when their turn comes, after what runs on a cloud: a world takes this process's clock and AWS clients for good. */
const inWorld: { [part: string]: () => Promise<AsyncIterable<Claim>> } = {
  deposits: async () => (await import('./day-claims.ts')).dayClaims(),
  custody: async () => (await import('./custody-claims.ts')).custodyClaims(),
  returns: async () => (await import('./returns-claims.ts')).returnsClaims(),
  pace: async () => (await import('./pace-claims.ts')).paceClaims(),
  midnight: async () => (await import('./midnight-claims.ts')).midnightClaims(),
  year: async () => (await import('./year-claims.ts')).yearClaims(),
  seeds: async () => (await import('./seeds-claims.ts')).seedsClaims(),
  hours: async () => (await import('./hours-claims.ts')).hoursClaims(),
  outages: async () => (await import('./outages-claims.ts')).outagesClaims(),
  faults: async () => (await import('./faults-claims.ts')).faultsClaims(),
};

const parts = [...Object.keys(inWorld), ...Object.keys(onCloud)];
const wanted = process.argv.length > 2 ? process.argv.slice(2) : parts;
const unknown = wanted.filter((part) => !parts.includes(part));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}: say ${parts.join(', ')}, or nothing for all.`);
  process.exit(2);
}

async function prove(part: string, proved: AsyncIterable<Claim>): Promise<boolean> {
  const claims: Claim[] = [];
  for await (const claim of proved) {
    claims.push(claim);
    const { holds, what, howMany, result, seed } = claim;
    report(`${holds ? 'holds' : 'FAILS'}: ${what} (${howMany}): ${result}, seed ${seed}`);
  }
  writeFileSync(proof, page({ ...sectionsOf(readFileSync(proof, 'utf8')), [part]: section(claims) }));
  return claims.every(({ holds }) => holds);
}

/** The parts that were asked for. */
const asked = <Claims>(those: Readonly<Record<string, Claims>>): [string, Claims][] =>
  Object.entries(those).filter(([part]) => wanted.includes(part));

/** The commit whose code ran. */
const commit = execFileSync('git', ['describe', '--always', '--dirty'], { cwd: project, encoding: 'utf8' }).trim();

const section = (claims: readonly Claim[]): string => `At ${commit}:

| claim | how many | result | seed | |
|---|---|---|---|---|
${claims.map(({ what, howMany, result, seed, holds }) => `| ${what} | ${howMany} | ${result} | ${seed} | ${holds ? 'holds' : '**fails**'} |`).join('\n')}
`;

function sectionsOf(written: string): Record<string, string> {
  const [, ...sections] = written.split(/^## /m);
  return Object.fromEntries(
    sections.map((each) => {
      const [part = '', ...lines] = each.split('\n');
      return [part, `${lines.join('\n').trim()}\n`];
    }),
  );
}

const page = (sections: Record<string, string>): string => `# Proof

What \`npm run prove\` found when each part ran last: ${Object.keys(inWorld).join(', ')} with the whole product in one
process, the others on the local cloud. It writes this page.

${parts.flatMap((part) => (sections[part] === undefined ? [] : `## ${part}\n\n${sections[part]}`)).join('\n')}`;

function proveOnCloud(): Promise<boolean> {
  const networks = [{ brand: 'retorno', machines: 20, citizens: 1 }];
  return onOwnCloud(networks, async (stack) => {
    Object.assign(process.env, cloudEnvironment(stack.endpoint));
    let all = true;
    for (const [part, claims] of asked(onCloud)) all = (await prove(part, claims(stack))) && all;
    return all;
  });
}

let held = asked(onCloud).length === 0 || (await proveOnCloud());
for (const [part, claims] of asked(inWorld)) held = (await prove(part, await claims())) && held;
process.exit(held ? 0 : 1);
