import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';

const project = join(import.meta.dirname, '../..');
const copy = mkdtempSync(join(tmpdir(), 'vuelta-recipes-'));
afterAll(() => rmSync(copy, { recursive: true }));

/** The project without what it made or was given; its packages are linked. */
function copyProject(): void {
  for (const name of readdirSync(project)) {
    if (['node_modules', '.git', '.local', 'cdk.out'].includes(name)) continue;
    cpSync(join(project, name), join(copy, name), { recursive: true });
  }
  mkdirSync(join(copy, 'node_modules'));
  for (const name of readdirSync(join(project, 'node_modules'))) {
    if (name !== '.cache') symlinkSync(join(project, 'node_modules', name), join(copy, 'node_modules', name));
  }
}

interface Step {
  /** `sh`: to be run; `diff`: lines to be added; else the text of a file. */
  readonly kind: string;
  readonly file: string | undefined;
  readonly text: string;
}

/** The steps of a page's recipes: its blocks of code from `## Recipes` on, each under the name of its file, if it has one. */
function stepsIn(page: string): Step[] {
  const recipes = page.slice(page.indexOf('## Recipes'), page.indexOf('## Finding out'));
  const blocks = recipes.matchAll(/(?:^`([^`\n]+)`\n\n)?^```(\w+)\n(.*?)^```$/gms);
  return [...blocks].map(([, file, kind = '', text = '']) => ({ kind, file, text }));
}

function run(command: string): string {
  const env = { ...process.env, NODE_OPTIONS: '', npm_config_update_notifier: 'false' };
  return execFileSync('sh', ['-ec', command], { cwd: copy, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function take({ kind, file, text }: Step): void {
  if (kind === 'sh') run(text);
  else if (kind === 'diff') add(text.trimEnd().split('\n'), join(copy, `${file}`));
  else {
    mkdirSync(dirname(join(copy, `${file}`)), { recursive: true });
    writeFileSync(join(copy, `${file}`), text);
  }
}

function add(lines: readonly string[], file: string): void {
  const source = readFileSync(file, 'utf8');
  const before = lines.filter((line) => !line.startsWith('+')).map((line) => line.slice(1));
  const after = lines.map((line) => line.slice(1));
  const [head, tail, ...more] = source.split(before.join('\n'));
  if (tail === undefined || more.length > 0) throw new Error(`${file} does not hold once:\n${before.join('\n')}`);
  writeFileSync(file, `${head}${after.join('\n')}${tail}`);
}

it('what CONTRIBUTING.md tells to do for a capability, an event, a notice and a brand works, and passes every check', () => {
  copyProject();
  const steps = stepsIn(readFileSync(join(project, 'CONTRIBUTING.md'), 'utf8'));
  expect(new Set(steps.map(({ kind }) => kind))).toEqual(new Set(['sh', 'ts', 'md', 'diff']));
  for (const step of steps) take(step);
  run('npm run -s docs');
  expect(run('npm run -s check || true')).toMatch(/\n\d+ passed, 0 failed\n$/);
  expect(run('npm run -s t -- warranties 2>&1 || true')).toContain('1 passed, 1 total');
}, 300_000);
