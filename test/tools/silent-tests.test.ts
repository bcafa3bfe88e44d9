import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { jest as jestCommand } from '../../tools/test/jest.ts';

const planted = `
  const shouts = (what) => { console.warn('console ' + what); process.stdout.write('stream ' + what + '\\n'); };
  test('passes', () => shouts('of the one that passes'));
  test('fails', () => { shouts('of the one that fails'); expect(1).toBe(2); });
  test('passes again', () => shouts('of the last'));`;

let folder: string;
let said: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vuelta-silent-'));
  writeFileSync(join(folder, 'planted.test.js'), planted);
  const testEnvironment = join(import.meta.dirname, '../../tools/test/quiet-environment.ts');
  const config = JSON.stringify({ rootDir: folder, testEnvironment, transform: {}, cacheDirectory: folder });
  const [program = '', ...words] = jestCommand;
  const env = { ...process.env, TEST_REPORT: join(folder, 'report.json') };
  const { stdout, stderr } = spawnSync(program, [...words, '--config', config], { env, encoding: 'utf8' });
  said = stdout + stderr;
});

afterAll(() => rmSync(folder, { recursive: true }));

it('shows what the test that fails wrote, beside why it failed', () => {
  expect(said).toContain('Expected: 2');
  expect(said).toContain('console of the one that fails');
  expect(said).toContain('stream of the one that fails');
});

it('shows nothing of what the tests that pass wrote', () => {
  expect(said).not.toMatch(/(console|stream) of the (one that passes|last)/);
});

it('counts the tests and names what failed', () => {
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  expect(report).toMatchObject({ passed: 2, failed: 1, failures: [expect.stringContaining('planted.test.js: fails')] });
  expect(report.files).toMatchObject([{ seconds: expect.any(Number) }]);
});
