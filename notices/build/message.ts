import { parse, type Select, type Token } from '@messageformat/parser';
import type { Language } from '#brands/programmes.ts';
import type { Source } from './source.ts';
import type { Kind } from './value-kind.ts';

export interface Problem {
  readonly line: number;
  readonly what: string;
}

/** What a message says: the values it uses, and what is wrong with how it uses them. */
export interface Reading {
  readonly uses: readonly string[];
  readonly problems: readonly Problem[];
}

/** Reads a message in ICU MessageFormat, and holds it against the values that there are. */
export function readMessage(source: Source, language: Language, kinds: ReadonlyMap<string, Kind>): Reading {
  try {
    const tokens = parse(source.text, { cardinal: categories(language), ordinal: categories(language, 'ordinal') });
    return merge(tokens.map((token) => readToken(token, source.line, language, kinds)));
  } catch (error) {
    const [what = '', line = '1'] =
      /^(.*?)(?: at line (\d+) col \d+)?[:.]?$/m.exec((error as Error).message)?.slice(1) ?? [];
    return { uses: [], problems: [{ line: source.line + Number(line) - 1, what }] };
  }
}

function readToken(token: Token, from: number, language: Language, kinds: ReadonlyMap<string, Kind>): Reading {
  if (token.type === 'content' || token.type === 'octothorpe') return { uses: [], problems: [] };
  const line = from + token.ctx.line - 1;
  const kind = kinds.get(token.arg);
  const what =
    kind === undefined ? `there is no {${token.arg}}; there is ${listed(kinds)}` : misuse(token, kind, language);
  const inside = 'cases' in token ? token.cases.flatMap(({ tokens }) => tokens) : [];
  return merge([
    { uses: [token.arg], problems: what === undefined ? [] : [{ line, what }] },
    ...inside.map((each) => readToken(each, from, language, kinds)),
  ]);
}

const merge = (readings: readonly Reading[]): Reading => ({
  uses: readings.flatMap(({ uses }) => uses),
  problems: readings.flatMap(({ problems }) => problems),
});

const listed = (kinds: ReadonlyMap<string, Kind>): string => [...kinds.keys()].map((name) => `{${name}}`).join(', ');

/** What is wrong with how a value is used, if anything is. */
function misuse(token: Exclude<Token, { type: 'content' | 'octothorpe' }>, kind: Kind, language: Language) {
  const { arg } = token;
  switch (token.type) {
    case 'argument':
      return kind.writes === 'itself' ? undefined : `{${arg}} must read ${usage(arg, kind)}`;
    case 'function':
      return kind.writes === 'day' && token.key === 'day'
        ? undefined
        : `{${arg}, ${token.key}} must read ${usage(arg, kind)}`;
    case 'select':
      return selecting(token, kind.words);
    default:
      return kind.writes === 'plural' ? counting(token, language) : `{${arg}} is no count: it has no plural`;
  }
}

function usage(arg: string, { writes, words }: Kind): string {
  if (writes === 'plural') return `{${arg}, plural, one {…} other {…}}`;
  if (writes === 'day') return `{${arg}, day}`;
  return writes === 'nothing' ? `{${arg}, select, ${words[0]} {…} other {…}}` : `{${arg}}`;
}

function selecting({ arg, cases }: Select, words: readonly string[]): string | undefined {
  const keys = cases.map(({ key }) => key);
  if (!keys.includes('other')) return `{${arg}, select, …} has no other`;
  const wrong = keys.find((key) => key !== 'other' && !words.includes(key));
  return wrong === undefined ? undefined : `{${arg}} is never ${wrong}`;
}

/** A language says each form that it has for the numbers that people come upon. */
function counting({ arg, type, cases }: Select, language: Language): string | undefined {
  const rules = new Intl.PluralRules(language, { type: type === 'selectordinal' ? 'ordinal' : 'cardinal' });
  const needed = new Set(Array.from({ length: 200 }, (_, number) => rules.select(number)));
  const missing = [...needed].filter((form) => !cases.some(({ key }) => key === form));
  return missing.length === 0 ? undefined : `{${arg}, ${type}, …} has no ${missing.join(' and no ')}`;
}

const categories = (language: Language, type: 'cardinal' | 'ordinal' = 'cardinal') =>
  new Intl.PluralRules(language, { type }).resolvedOptions().pluralCategories;
