import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadProgrammes } from '#brands/load.ts';
import type { Programme } from '#brands/programmes.ts';
import { homeLanguage, programmeOf, programmes } from '#brands/programmes.ts';

const folder = join(import.meta.dirname, '../../brands');
const ids = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'programme.json')));
const read = (id: string): Programme => {
  const { $schema: _, ...programme } = JSON.parse(readFileSync(join(folder, id, 'programme.json'), 'utf8'));
  return programme;
};

describe('the brands', () => {
  it('are loaded from folders of their names', () => {
    expect(Object.keys(loadProgrammes(folder)).toSorted()).toEqual(ids.toSorted());
  });

  it.each(ids)('%s is a programme as it stands: nothing of it is dropped or made up', (id) => {
    expect(loadProgrammes(folder)[id]).toEqual(read(id));
  });

  it.each(ids)('%s has a name for its points in each language that it speaks', (id) => {
    const { languages, points } = read(id);
    for (const name of points === undefined ? [] : [points.name.one, points.name.other])
      expect(Object.keys(name)).toEqual(expect.arrayContaining(languages));
  });

  it.each(Object.values(programmes))(
    '$id leaves some of the day for mail that can wait',
    ({ mail: { quietHours } }) => {
      expect((quietHours.from - quietHours.until + 24) % 24).toBeGreaterThan(1);
    },
  );

  it('are found by their id and by nothing else', () => {
    expect(programmeOf('retorno')?.name).toBe('Retorno');
    for (const id of ['Retorno', 'constructor', '__proto__', 'toString', '']) expect(programmeOf(id)).toBeUndefined();
    for (const programme of Object.values(programmes)) expect(programme.languages[0]).toBe(homeLanguage(programme));
  });
});

describe('a brand’s file that is wrong', () => {
  let own: string;

  beforeEach(() => {
    own = mkdtempSync(join(tmpdir(), 'vuelta-brands-'));
  });
  afterEach(() => rmSync(own, { recursive: true }));

  /** What loading says of a file. */
  function said(text: unknown, brand = 'retorno'): string {
    mkdirSync(join(own, brand));
    writeFileSync(join(own, brand, 'programme.json'), typeof text === 'string' ? text : JSON.stringify(text));
    try {
      loadProgrammes(own);
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error('it was taken');
  }

  const retorno = read('retorno');

  it.each<[string, unknown, RegExp]>([
    ['a field is missing', { ...retorno, zone: undefined }, /zone/],
    ['a field is misspelt', { ...retorno, zona: 'Europe/Madrid' }, /"zona"/],
    [
      'a field deep inside is misspelt',
      { ...retorno, mail: { ...retorno.mail, reply: 'a@b.example' } },
      /"reply".*mail/s,
    ],
    ['a zone is none', { ...retorno, zone: 'Europe/Barcelona' }, /IANA time zone.*zone/s],
    [
      'an hour is none',
      { ...retorno, mail: { ...retorno.mail, quietHours: { from: 24, until: 9 } } },
      /<=23.*mail\.quietHours\.from/s,
    ],
    ['an address is none', { ...retorno, mail: { ...retorno.mail, admins: ['admin'] } }, /email.*mail\.admins\[0\]/s],
    ['nobody hears of alarms', { ...retorno, mail: { ...retorno.mail, admins: [] } }, /mail\.admins/],
    [
      'points are broken',
      {
        ...retorno,
        points: { ...retorno.points, deposits: { id: 'containers', version: 1, perContainer: { pet: 1.5 } } },
      },
      /int.*points\.deposits\.perContainer\.pet/s,
    ],
    [
      'points are owed',
      {
        ...retorno,
        points: { ...retorno.points, deposits: { id: 'containers', version: 1, perContainer: { pet: -1 } } },
      },
      /perContainer\.pet/,
    ],
    ['a language is not spoken here', { ...retorno, languages: ['es', 'fr'] }, /languages\[1\]/],
    ['a colour is a word', { ...retorno, look: { colour: 'green' } }, /look\.colour/],
    ['a notice is none of ours', { ...retorno, notices: { birthday: 'informative' } }, /birthday/],
  ])('is refused with file, field and reason: %s', (_, text, reason) => {
    const message = said(text);
    expect(message).toContain('brands/retorno/programme.json is not a programme');
    expect(message).toMatch(reason);
  });

  it('is refused by name when it is no JSON at all', () => {
    expect(said('{ "id": "retorno", }')).toContain('brands/retorno/programme.json');
  });

  it('is refused under a name that is not its id', () => {
    expect(said(retorno, 'retour')).toBe(
      'brands/retour/programme.json: its id is retorno, so its folder must be named retorno',
    );
  });

  it.each(['Retorno', 'a-b', 'r', '1a', 'constructor#'])(
    'is refused with the id %j, which could not stand in keys and names',
    (id) => {
      expect(said({ ...retorno, id }, id)).toMatch(/id/);
    },
  );
});
