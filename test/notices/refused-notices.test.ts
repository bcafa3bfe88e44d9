import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { compiled } from '#notices/build/compile.ts';
import { readNotices } from '#notices/build/folders.ts';
import type { Values } from '#notices/notice.ts';

const project = resolve(import.meta.dirname, '../..');
const values: Values = { name: 'Ana', brand: 'Retorno', points: 27, containers: 12, expiresOn: '2027-11-30' };

/** A copy with one notice. It lies within the project, by whose package.json its imports are found. */
let copy: string;
const notices = () => join(copy, 'notices');
const receipt = 'notices/points/deposit-receipt';

beforeEach(() => {
  mkdirSync(join(project, '.local'), { recursive: true });
  copy = mkdtempSync(join(project, '.local/notices-'));
  for (const file of ['notices/notice.ts', 'notices/layout', receipt])
    cpSync(join(project, file), join(copy, file), { recursive: true });
});
afterEach(() => rmSync(copy, { recursive: true }));

const read = () => readNotices({ notices: notices(), brands: join(copy, 'brands'), carried: ['retorno', 'mixsoon'] });

/** What the build says once a file of the copy reads otherwise. */
async function said(file: string, from: string | RegExp, to: string): Promise<string[]> {
  const before = readFileSync(join(copy, file), 'utf8');
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(join(copy, file), after);
  const error = await read().catch((error: Error) => error);
  return error instanceof Error ? error.message.split('\n').slice(1) : [];
}

function write(file: string, text: string): void {
  mkdirSync(join(copy, dirname(file)), { recursive: true });
  writeFileSync(join(copy, file), text);
}

describe('a notice that cannot be told is refused with file and line', () => {
  it('where a language is missing', async () => {
    rmSync(join(copy, `${receipt}/ca.md`));
    await expect(read()).rejects.toThrow(`${receipt}/ca.md:1: is missing: every notice has its text in ca`);
  });

  it.each<[string, string, string | RegExp, string, string]>([
    [
      'a text says a value that the notice does not have',
      'es.md',
      '{expiresOn, day}',
      '{until, day}',
      'es.md:10: there is no {until}; there is {name}, {brand}, {points}, {containers}, {expiresOn}',
    ],
    ['a text leaves a value out', 'es.md', ' {expiresOn, day}', ' viernes', 'es.md:1: it never says {expiresOn}'],
    [
      'a plural lacks a form of its language',
      'ca.md',
      'one {# envàs} ',
      '',
      'ca.md:8: {containers, plural, …} has no one',
    ],
    [
      'a plural lacks its last form',
      'en.md',
      ' other {# containers}',
      '',
      'en.md:8: {containers, plural, …} has no other',
    ],
    [
      'a plural has a form that its language does not',
      'en.md',
      'one {# container}',
      'few {# container}',
      'en.md:8: The plural case few is not valid in this locale',
    ],
    [
      'a count stands without a plural',
      'es.md',
      '{points, plural, one {# punto} other {# puntos}}',
      '{points} puntos',
      'es.md:2: {points} must read {points, plural, one {…} other {…}}',
    ],
    [
      'a day is written as it is',
      'es.md',
      '{expiresOn, day}',
      '{expiresOn}',
      'es.md:10: {expiresOn} must read {expiresOn, day}',
    ],
    ['a brace is never closed', 'es.md', 'en {brand}:', 'en {brand:', 'es.md:8: invalid syntax'],
    ['the subject is missing', 'es.md', /subject: .*/, 'title: Hola', 'es.md:1: its subject is missing'],
    ['something is told of that nobody reads', 'es.md', 'subject', 'paper: Ver\nsubject', 'es.md:2: no paper is read'],
    ['an example is none', 'notice.ts', 'points: 27', 'points: -27', 'notice.ts:1: an example’s points is wrong'],
    [
      'it overtakes what there is not',
      'notice.ts',
      "topic: 'receipts',",
      "topic: 'receipts', overtakes: ['gone'],",
      'notice.ts:1: overtakes gone, which there is not',
    ],
  ])('where %s', async (_, file, from, to, problem) => {
    expect(await said(`${receipt}/${file}`, from, to)).toContainEqual(expect.stringContaining(`${receipt}/${problem}`));
  });

  it('where two are called the same', async () => {
    cpSync(join(copy, receipt), join(notices(), 'devices/deposit-receipt'), { recursive: true });
    await expect(read()).rejects.toThrow('deposit-receipt/notice.ts:1: another notice is called deposit-receipt too');
  });

  it('where a brand’s own wording cannot be told', async () => {
    const own = 'brands/retorno/notices/points/deposit-receipt/es.md';
    write(own, '---\nsubject: ¡{puntos}!\nbutton: Ver\n---\n\nHola.\n');
    await expect(read()).rejects.toThrow(`${own}:2: there is no {puntos}`);
  });
});

describe('a brand', () => {
  it('that words a notice which there is not is refused', async () => {
    const stray = 'brands/mixsoon/notices/points/deposit-reciept/es.md';
    write(stray, '---\nsubject: Hola\nbutton: Ver\n---\n\nHola.\n');
    await expect(read()).rejects.toThrow(`${stray}:1: is of no notice`);
  });

  it('words a notice its own way in one language, and leaves the others as they are', async () => {
    write(
      'brands/retorno/notices/points/deposit-receipt/es.md',
      '---\nsubject: ¡Suma y sigue!\nbutton: Ver\n---\n\nHola, {name}.\n',
    );
    const { texts } = compiled(await read());
    const subject = (language: 'es' | 'ca', id: string) => texts[language][id]?.subject(values);
    expect(subject('es', 'retorno/points/deposit-receipt')).toBe('¡Suma y sigue!');
    expect(subject('es', 'points/deposit-receipt')).toBe('Has ganado 27 puntos');
    expect(subject('ca', 'retorno/points/deposit-receipt')).toBeUndefined();
  });
});

describe('a text', () => {
  it('that lacks a value when it is written throws, and names it', async () => {
    const { texts } = compiled(await read());
    expect(() => texts.es['points/deposit-receipt']?.subject({ name: 'Ana' })).toThrow("requires argument 'points'");
  });
});
