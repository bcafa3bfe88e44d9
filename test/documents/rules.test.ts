import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { root, textFiles } from '../floors/files.ts';

interface Row {
  readonly code: string;
  readonly says: string;
  readonly files: readonly string[];
}

const rows: readonly Row[] = readFileSync(join(root, 'docs/rules.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| [A-Z]+\d+ /.test(line))
  .map((line) => {
    const [, code = '', says = '', where = ''] = line.split('|').map((cell) => cell.trim());
    return { code, says, files: [...where.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file) };
  });

/** The codes that a text names: in code those in comments, on a page all. */
function codesIn(path: string, text: string): string[] {
  const lines = text.split('\n').filter((line) => path.endsWith('.md') || /^\s*(\/\*\*|\*|\/\/)|\s\/\/ /.test(line));
  return lines.flatMap((line) => line.match(/\b[A-Z]{1,2}\d{2}\b/g) ?? []);
}

const speaking = /^((brands|events|layers|functions|infra)\/.*\.(ts|md)|docs\/decisions\/.*\.md|README\.md)$/;

it('each code that stands in code or on a page has a row', () => {
  const known = rows.map(({ code }) => code);
  const lacking = textFiles()
    .filter(({ path }) => speaking.test(path))
    .flatMap(({ path, text }) => codesIn(path, text).map((code) => ({ path, code })))
    .filter(({ code }) => !known.includes(code));
  expect(lacking).toEqual([]);
});

it('each code has one row, in order, which says something and names files that hold it', () => {
  const codes = rows.map(({ code }) => code);
  expect(codes).toEqual([...new Set(codes)].sort());
  expect(codes.length).toBeGreaterThan(10);
  for (const { code, says, files } of rows) {
    expect(says.length).toBeGreaterThan(40);
    expect(files).not.toEqual([]);
    for (const file of files) {
      expect(existsSync(join(root, file)) && file).toBe(file);
      expect({ file, codes: codesIn(file, readFileSync(join(root, file), 'utf8')) }).toMatchObject({
        codes: expect.arrayContaining([code]),
      });
    }
  }
});

it('finds a code in a comment, and not in what a program computes with', () => {
  expect(codesIn('functions/points/rules.ts', "/** P99: something. */\nconst at = 'T00';\nlet a = 1; // X01")).toEqual([
    'P99',
    'X01',
  ]);
});
