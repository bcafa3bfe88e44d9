/**
 * `npm run prove [-- <part> …]`: what is claimed with large numbers, at its whole size. Prints a line a claim and writes the
 * section of each part that ran into `docs/proof.md`. The same code runs smaller in `npm test`.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cloudEnvironment } from '../../local/emulator.ts';
import { onOwnCloud, report } from '../../local/own-cloud.ts';
import type { Stack } from '../../local/stack.ts';
import { returnsClaims } from '../proofs/returns-claims.ts';
import type { Claim } from './claim.ts';
import { custodyClaims } from './custody-claims.ts';
import { dayClaims } from './day-claims.ts';
import { historyClaims } from './prove-histories.ts';

const project = resolve(import.meta.dirname, '../..');
const proof = join(project, 'docs/proof.md');

const parts: { [part: string]: (stack: Stack) => AsyncIterable<Claim> } = {
  deposits: dayClaims,
  ledger: historyClaims,
  custody: custodyClaims,
  returns: returnsClaims,
};

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts);
const unknown = wanted.filter((part) => !Object.hasOwn(parts, part));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}: say ${Object.keys(parts).join(', ')}, or nothing for all.`);
  process.exit(2);
}

async function prove(stack: Stack, part: string): Promise<boolean> {
  const claims: Claim[] = [];
  for await (const proved of parts[part]?.(stack) ?? []) {
    claims.push(proved);
    const { holds, what, howMany, result, seed } = proved;
    report(`${holds ? 'holds' : 'FAILS'}: ${what} (${howMany}): ${result}, seed ${seed}`);
  }
  writeFileSync(proof, page({ ...sectionsOf(readFileSync(proof, 'utf8')), [part]: section(claims) }));
  return claims.every(({ holds }) => holds);
}

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

What \`npm run prove\` found when each part ran last, on the local cloud. It writes this page.

${Object.keys(parts)
  .flatMap((part) => (sections[part] === undefined ? [] : `## ${part}\n\n${sections[part]}`))
  .join('\n')}`;

const networks = [{ brand: 'retorno', machines: 20, citizens: 1 }];
const held = await onOwnCloud(networks, async (stack) => {
  Object.assign(process.env, cloudEnvironment(stack.endpoint));
  let all = true;
  for (const part of wanted) all = (await prove(stack, part)) && all;
  return all;
});
process.exit(held ? 0 : 1);
