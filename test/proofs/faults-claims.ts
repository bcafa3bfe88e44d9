/** Each planted fault turns `npm test` red: the tests that should find it are run in a copy of the repository that has it. */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Claim } from './claim.ts';
import { didNotRun, jestRun } from './jest-run.ts';
import { type PlantedFault, plantedFaults } from './planted-faults.ts';

const project = resolve(import.meta.dirname, '../..');
const heavy = new Set(['node_modules', '.git', '.local', 'cdk.out']);

export async function* faultsClaims(): AsyncGenerator<Claim> {
  const copy = mkdtempSync(join(tmpdir(), 'vuelta-faults-'));
  try {
    cpSync(project, copy, { recursive: true, filter: (path) => !heavy.has(path.slice(project.length + 1)) });
    symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));
    for (const fault of plantedFaults) yield await claimOf(copy, fault);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

async function claimOf(copy: string, { name, file, text, instead, foundBy }: PlantedFault): Promise<Claim> {
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  writeFileSync(path, planted(source, { file, text, instead }));
  const { failed, failures } = await jestRun(
    ['--maxWorkers=100%', '--selectProjects', 'unit', 'infra', '--', ...foundBy],
    {
      cwd: copy,
    },
  );
  writeFileSync(path, source);
  // A file that could not be run proves nothing: what was planted may not even be a program.
  const [first] = failures.filter((each) => !each.endsWith(didNotRun));
  return {
    what: `planted: ${name}`,
    howMany: file,
    result: first !== undefined ? `found by «${first}»` : failed > 0 ? 'the tests could not be run' : 'not found',
    seed: 1,
    holds: first !== undefined,
  };
}

function planted(source: string, { file, text, instead }: Pick<PlantedFault, 'file' | 'text' | 'instead'>): string {
  const letters = [...text.replace(/\s/g, '')].map((letter) => letter.replace(/[^\w]/, '\\$&'));
  const [before, after, ...more] = source.split(new RegExp(letters.join('\\s*')));
  if (after === undefined || more.length > 0) throw new Error(`${file} does not hold once: ${text}`);
  return `${before}${instead}${after}`;
}
