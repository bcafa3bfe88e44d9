/** How large each entry is, and how long it takes to start beside an empty one. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Entry {
  readonly name: string;
  readonly kib: number;
  /** Median start, as a multiple of an empty handler's in the same run. */
  readonly start: number;
}

const rounds = 7;

/** Measures every bundle below `folder`. Rounds go over all entries in turn, so that a slow moment hits all alike. */
export function measureBundles(folder: string): Entry[] {
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'index.mjs')));
  const scratch = mkdtempSync(join(tmpdir(), 'vuelta-bench-'));
  const empty = join(scratch, 'index.mjs');
  writeFileSync(empty, 'export const handler = async () => {};');
  const files = [empty, ...names.map((name) => join(folder, name, 'index.mjs'))];
  const times = new Map<string, number[]>(files.map((file) => [file, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const file of files) {
      const took = startOf(file);
      if (round > 0) times.get(file)?.push(took);
    }
  }
  rmSync(scratch, { recursive: true });
  const median = (file: string) => [...(times.get(file) ?? [])].sort((a, b) => a - b)[Math.floor(rounds / 2)] as number;
  return names.map((name) => {
    const file = join(folder, name, 'index.mjs');
    return { name, kib: Math.round(statSync(file).size / 1024), start: median(file) / median(empty) };
  });
}

/** Milliseconds until a fresh process has the handler, the process's own start included. */
function startOf(file: string): number {
  const began = process.hrtime.bigint();
  execFileSync('node', ['--input-type=module', '-e', `await import(${JSON.stringify(file)})`], {
    env: { PATH: process.env.PATH, AWS_REGION: 'eu-west-1', TABLE: 'vuelta', CAPABILITY: 'bench' },
  });
  return Number(process.hrtime.bigint() - began) / 1e6;
}
