import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Item, Key } from '#layers/table/change.ts';

/** The words of an expression, as they are sent with it. */
export interface Words {
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

/** What the product sends to change one item: its parts, and the words of its expressions. */
export interface Step extends Words {
  readonly Item?: Item;
  readonly Key?: Key;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

export const invalid = (what: string) => Object.assign(new Error(`invalid: ${what}`), { name: 'ValidationException' });

/** An item as it comes back from a table: nothing undefined, nothing shared, nothing that a table cannot hold. */
export const copy = <Value>(value: Value): Value => plain(value) as Value;

function plain(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.filter((each) => each !== undefined).map(plain);
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    const fields: Record<string, unknown> = {};
    for (const name in value) {
      const field = (value as Record<string, unknown>)[name];
      if (field !== undefined) fields[name] = plain(field);
    }
    return fields;
  }
  // What is neither text, number, list nor plain object is for the real thing to judge.
  return unmarshall(marshall({ value }, { removeUndefinedValues: true })).value;
}

const same = (one: unknown, other: unknown): boolean =>
  typeof one === 'object' ? text(one) === text(other) : one === other;
const text = (value: unknown): string => JSON.stringify(marshall({ value }, { removeUndefinedValues: true }));

/** The parts of expressions, taken apart once: there are few, and they come often. */
function remembered<Parts>(takeApart: (expression: string) => Parts): (expression: string) => Parts {
  const known = new Map<string, Parts>();
  return (expression) => {
    const parts = known.get(expression) ?? takeApart(expression);
    known.set(expression, parts);
    return parts;
  };
}

interface Comparison {
  readonly either?: readonly string[];
  readonly begins?: string;
  readonly exists?: string;
  readonly absent?: string;
  readonly field: string;
  readonly sign?: string;
  readonly right: string;
  readonly part: string;
}

const comparisons = remembered((expression): Comparison[] =>
  expression.split(' AND ').map((part) => {
    const either = /^\((.+) OR (.+)\)$/.exec(part);
    if (either) return { either: either.slice(1), field: '', right: '', part };
    const [, begins, exists, absent, field = '', sign, right = ''] =
      /^(?:(begins_with)\(|(?:attribute_(exists)|attribute_(not_exists))\()?([\w#]+)(?:\)$| (=|<=|>=|<) |, )(:\w+)?\)?$/.exec(
        part,
      ) ?? [];
    return { begins, exists, absent, field, sign, right, part };
  }),
);

/** Whether an expression holds of an item: comparisons joined by `AND`, or two in brackets joined by `OR`. */
export function holds(expression: string | undefined, item: Item | undefined, words: Words): boolean {
  if (expression === undefined) return true;
  return comparisons(expression).every(({ either, begins, exists, absent, field, sign, right, part }) => {
    if (either) return either.some((one) => holds(one, item, words));
    const name = named(field, words);
    const value = item !== undefined && Object.hasOwn(item, name) ? item[name] : undefined;
    if (exists || absent) return (value === undefined) === (absent !== undefined);
    const wanted = words.ExpressionAttributeValues?.[right];
    if (wanted === undefined) throw invalid(part);
    if (typeof value !== typeof wanted) return false;
    if (sign === '=') return same(value, wanted);
    if (begins) return (value as string).startsWith(wanted as string);
    const order = (value as string) < (wanted as string) ? -1 : value === wanted ? 0 : 1;
    return sign === '<' ? order < 0 : sign === '<=' ? order <= 0 : order >= 0;
  });
}

function named(word: string, { ExpressionAttributeNames: names }: Words): string {
  const name = word.startsWith('#') ? names?.[word] : word;
  if (name === undefined || name === '') throw invalid(`the name ${word}`);
  return name;
}

const wordsIn = remembered((expressions): ReadonlySet<string> => new Set(expressions.match(/[#:]\w+/g) ?? []));

/** The item that a step leaves; undefined where it leaves none. */
export function outcome(step: Step, request: object, item: Item | undefined): Item | undefined {
  const { ConditionExpression, UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues } = step;
  const used = wordsIn(`${ConditionExpression} ${UpdateExpression}`);
  const given = Object.keys({ ...ExpressionAttributeNames, ...ExpressionAttributeValues });
  if (given.some((word) => !used.has(word))) throw invalid('a word that no expression uses');
  if ('Delete' in request) return undefined;
  return copy(step.Item ?? updated(step, item));
}

const assignments = remembered((expression): { verb: string; part: string; word: string; right: string }[] =>
  [...expression.matchAll(/(SET|ADD|REMOVE) (.+?)(?= [A-Z]+ |$)/g)].flatMap(([, verb = '', parts = '']) =>
    parts.split(', ').map((part) => {
      const [, word = '', right = ''] = /^(#\w+)(?: =)?(?: (:\w+))?$/.exec(part) ?? [];
      return { verb, part, word, right };
    }),
  ),
);

function updated(step: Step, item: Item | undefined): Item {
  const next = new Map<string, unknown>(Object.entries({ ...step.Key, ...item }));
  const changed: string[] = [];
  for (const { verb, part, word, right } of assignments(step.UpdateExpression ?? '')) {
    const field = named(word, step);
    const value = step.ExpressionAttributeValues?.[right];
    if ((verb === 'REMOVE') !== (value === undefined)) throw invalid(part);
    if (verb === 'REMOVE') next.delete(field);
    else next.set(field, verb === 'ADD' ? ((next.get(field) as number) ?? 0) + (value as number) : value);
    changed.push(field);
  }
  const overlap = new Set([...changed, 'pk', 'sk']).size < changed.length + 2;
  if (changed.length === 0 || overlap) throw invalid('the update expression');
  return Object.fromEntries(next) as unknown as Item;
}
