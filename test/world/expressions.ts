import { isDeepStrictEqual } from 'node:util';
import type { Item } from '#layers/table/change.ts';
import { copy } from './items.ts';
import { byBytes } from './table-partition.ts';

/** The words of an expression, as they are sent with it. */
export interface Words {
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

export const invalid = (what: string) => Object.assign(new Error(`invalid: ${what}`), { name: 'ValidationException' });

type Test = (item: Item | undefined, words: Words) => boolean;
type Operand = (item: Item | undefined, words: Words) => unknown;

/** Of an expression, taken apart once: there are few, and they come often. */
export function remembered<Parts>(takeApart: (expression: string) => Parts): (expression: string) => Parts {
  const known = new Map<string, Parts>();
  return (expression) => {
    const parts = known.get(expression) ?? takeApart(expression);
    known.set(expression, parts);
    return parts;
  };
}

/** What a word of an expression stands for: the name of a field. */
export function nameFor(word: string, { ExpressionAttributeNames: names }: Words): string {
  const name = word.startsWith('#') ? names?.[word] : word;
  if (name === undefined || name === '') throw invalid(`the name ${word}`);
  return name;
}

export function valueFor(word: string, { ExpressionAttributeValues: values }: Words): unknown {
  const value = values?.[word];
  if (value === undefined) throw invalid(`the value ${word}`);
  return value;
}

const wordsIn = remembered((expressions): ReadonlySet<string> => new Set(expressions.match(/[#:]\w+/g) ?? []));

/** Refuses what DynamoDB does before it looks at any item: expressions it cannot read, words that lack or are too many. */
export function judge(expressions: readonly (string | undefined)[], words: Words): void {
  const used = wordsIn(expressions.join(' '));
  for (const word of used) word.startsWith('#') ? nameFor(word, words) : valueFor(word, words);
  const given = [words.ExpressionAttributeNames, words.ExpressionAttributeValues].flatMap((each) =>
    Object.keys(each ?? {}),
  );
  if (given.some((word) => !used.has(word))) throw invalid('a word that no expression uses');
}

/** Whether an expression holds of an item. */
export function holds(expression: string | undefined, item: Item | undefined, words: Words): boolean {
  return expression === undefined || condition(expression)(item, words);
}

/** An expression as DynamoDB reads it, as far as it is used: comparisons and functions of whole fields. Else it is refused. */
export const condition = remembered((expression): Test => {
  const tokens = expression.match(/[#:]?\w+|<>|<=|>=|[=<>(),]|\S/g) ?? [];
  const next = (): string => tokens.shift() ?? '';
  const expect = (token: string) => {
    if (next() !== token) throw invalid(expression);
  };
  const operand = (): Operand => {
    const word = next();
    if (!/^[#:]?\w+$/.test(word)) throw invalid(expression);
    if (word.startsWith(':')) return (_item, words) => valueFor(word, words);
    return (item, words) => fieldOf(item, nameFor(word, words));
  };
  const called = (name: string): Test => {
    expect('(');
    const field = operand();
    if (name === 'begins_with') expect(',');
    const start = name === 'begins_with' ? operand() : field;
    expect(')');
    if (name === 'attribute_exists') return (item, words) => field(item, words) !== undefined;
    if (name === 'attribute_not_exists') return (item, words) => field(item, words) === undefined;
    return (item, words) => begins(field(item, words), start(item, words));
  };
  const single = (): Test => {
    const [first = '', second] = tokens;
    if (first === '(') {
      next();
      const inner = anyOf();
      expect(')');
      return inner;
    }
    if (functions.has(first) && second === '(') return called(next());
    const left = operand();
    const sign = next();
    const right = operand();
    const compare = signs[sign];
    if (compare === undefined) throw invalid(expression);
    return (item, words) => compare(left(item, words), right(item, words));
  };
  const allOf = (): Test => joined('AND', single, (tests) => (item, words) => tests.every((test) => test(item, words)));
  const anyOf = (): Test => joined('OR', allOf, (tests) => (item, words) => tests.some((test) => test(item, words)));
  const joined = (word: string, part: () => Test, join: (tests: readonly Test[]) => Test): Test => {
    const tests = [part()];
    while (tokens[0] === word) {
      next();
      tests.push(part());
    }
    return tests.length === 1 ? (tests[0] as Test) : join(tests);
  };
  const whole = anyOf();
  if (tokens.length > 0) throw invalid(expression);
  return whole;
});

const functions = new Set(['attribute_exists', 'attribute_not_exists', 'begins_with']);

const fieldOf = (item: Item | undefined, name: string): unknown =>
  item !== undefined && Object.hasOwn(item, name) ? item[name] : undefined;

const begins = (field: unknown, start: unknown): boolean =>
  typeof field === 'string' && typeof start === 'string' && field.startsWith(start);

const same = (one: unknown, other: unknown): boolean =>
  typeof one === 'object' && one !== null ? isDeepStrictEqual(one, copy(other)) : one === other;

/** Values are in an order only where they are of one kind, and that kind has an order. */
function ordered(one: unknown, other: unknown, fits: (order: number) => boolean): boolean {
  if (typeof one === 'number' && typeof other === 'number') return fits(one - other);
  return typeof one === 'string' && typeof other === 'string' && fits(byBytes(one, other));
}

const signs: Readonly<Record<string, (one: unknown, other: unknown) => boolean>> = {
  '=': (one, other) => one !== undefined && same(one, other),
  '<>': (one, other) => !same(one, other),
  '<': (one, other) => ordered(one, other, (order) => order < 0),
  '<=': (one, other) => ordered(one, other, (order) => order <= 0),
  '>': (one, other) => ordered(one, other, (order) => order > 0),
  '>=': (one, other) => ordered(one, other, (order) => order >= 0),
};
