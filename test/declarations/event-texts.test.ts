import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { type Programme, programmes } from '#brands/programmes.ts';
import { catalogue } from '#events/catalogue.ts';
import type { EventDefinition, Names } from '#events/event.ts';
import { namesOf } from '#layers/runtime/names.ts';
import { notices } from '#notices/catalogue.ts';

const mail = (name: string) => notices.get(name)?.title;
const readers: [string, Names][] = [
  ...Object.values(programmes).map((programme): [string, Names] => [
    programme.id,
    { ...namesOf(programme, programme.zone), mail },
  ]),
  [
    'a brand without names',
    namesOf({ ...(programmes.keyphone as Programme), recycling: undefined }, 'Atlantic/Canary'),
  ],
];

/** The example, without what is optional, and with each value of what is chosen from a list, as one of each and as none. */
function waysToSay({ data, example }: EventDefinition): Record<string, unknown>[] {
  const fields = Object.entries(data.shape as Record<string, z.ZodType>);
  const ways = fields.flatMap(([field, schema]) => {
    const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
    const values = [
      ...(schema instanceof z.ZodOptional ? [undefined] : []),
      ...(inner instanceof z.ZodEnum ? inner.options : []),
      ...(inner instanceof z.ZodNumber ? [1, 0, -1, 7] : []),
      ...(inner instanceof z.ZodArray && Array.isArray(example[field])
        ? [...(mayBeEmpty.includes(field) ? [[]] : []), example[field].slice(0, 1)]
        : []),
      ...(inner instanceof z.ZodLiteral ? [...inner.values] : []),
    ];
    return values.map((value) => ({ ...example, [field]: value }));
  });
  return [example, ...ways].filter((way) => data.safeParse(way).success);
}

/** What stands printed on a paper that people hold in their hands is its name. */
const printed = ['number'];

/** Lists that may hold nothing. */
const mayBeEmpty = ['containers', 'late', 'serials'];

/** Every text in an event that is an id, a code or an instant; a single plain word may be the very word of a sentence. */
function codesIn(value: unknown, field = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => codesIn(each, field));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, each]) => codesIn(each, name));
  if (typeof value !== 'string' || printed.includes(field)) return [];
  const isName = /Id$|^(rule|template|serials?|bins|tracking|issuer|lot|currency)$/.test(field);
  return isName || !/^[a-z]+$/.test(value) ? [value] : [];
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const saysWord = (text: string, word: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])${escaped(word)}(?![\\p{L}\\p{N}])`, 'iu').test(text);

/** What is wrong with a text that people read about this. */
function offences(read: string, data: Record<string, unknown>): string[] {
  const text = printed.reduce((rest, field) => (field in data ? rest.replace(`${data[field]}`, '…') : rest), read);
  return [
    ...codesIn(data).filter((code) => saysWord(text, code)),
    ...(/\d{4}-\d{2}/.exec(text) ?? []),
    ...(/\b[a-z]+-[0-9][\w-]*/.exec(text) ?? []),
    ...(/undefined|null|NaN|\[object|\{|\}/.exec(text) ?? []),
    ...(/\b(rule|regla|versión|versió|version)\b/i.exec(text) ?? []),
    ...(/(?<![\d.,])1 \p{L}+s(?!\p{L})/u.exec(text) ?? []),
    ...(/\s\s|\s$|^\s|\s[,;:.]/.exec(text) ?? []),
    ...(text === '' ? ['nothing'] : []),
  ];
}

describe.each([...catalogue.values()])('$type', (definition) => {
  const ways = waysToSay(definition);

  it.each(readers)('is read in names, plurals and days by customers of %s', (_, names) => {
    for (const way of ways) {
      const texts = definition.tells(way, names) ?? { es: 'nada', ca: 'res', en: 'nothing' };
      for (const [language, text] of Object.entries(texts)) {
        expect({ language, text, way, offences: offences(text, way) }).toMatchObject({ offences: [] });
      }
    }
  });

  it('is told in its own words in each language', () => {
    const [[, names]] = readers as [[string, Names]];
    const texts = definition.tells(definition.example, names);
    expect(new Set(Object.values(texts ?? {})).size).toBe(3);
  });
});

it('an id, a code, an instant, a wrong plural or a gap in a text is found', () => {
  const data = { caseId: 'k-68FU', rule: 'containers', at: '2026-11-22T16:40:00.000Z', serials: ['MS-2024-118822'] };
  for (const text of [
    'The case k-68FU was closed',
    '27 points (by containers)',
    'Emptied 2026-11-22T16:40:00.000Z',
    'Good until 2026-12-22',
    'Your device MS-2024-118822',
    'The machine rvm-0003',
    '1 points',
    '3 points by rule 4',
    'You got undefined',
    'You got  back',
  ])
    expect([text, offences(text, data)]).not.toEqual([text, []]);
  expect(offences('21 points for 1 plastic bottle and 2 cans on November 22, 2026', data)).toEqual([]);
});

it('a reward and a site are named as the programme does', () => {
  const names = namesOf(programmes.retorno as Programme, 'Europe/Madrid');
  const tells = (type: string, data: Record<string, unknown>) => catalogue.get(type)?.tells(data, names);
  expect(tells('points.redeemed', { points: 50, rewardId: 'food-bank' })).toEqual({
    es: 'Canjeaste 50 puntos por «Donación de 1 € al banco de alimentos»',
    ca: 'Vas bescanviar 50 punts per «Donació d’1 € al banc d’aliments»',
    en: 'You redeemed 50 points for “1 € for the food bank”',
  });
  const containers = [{ material: 'glass', count: 1, grams: 350 }];
  expect(tells('points.earned', { points: 4, containers, siteId: 'mercado-central' })).toEqual({
    es: '4 puntos por 1 botella de vidrio en Mercado Central',
    ca: '4 punts per 1 ampolla de vidre a Mercado Central',
    en: '4 points for 1 glass bottle at Mercado Central',
  });
  expect(tells('notification.sent', { template: 'deposit-receipt' })?.en).toBe('We sent you a mail');
  const microsmile = namesOf(programmes.microsmile as Programme, 'Europe/Madrid');
  expect(catalogue.get('points.expired')?.tells({ points: 1 }, microsmile)?.es).toBe('Caducó 1 Punto Smile Circular');
});
