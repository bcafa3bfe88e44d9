import type { Item } from '#layers/table/change.ts';
import { condition, holds, invalid, judge, nameFor, remembered, valueFor, type Words } from './expressions.ts';
import { copy, weightOf } from './items.ts';

/** One answer of DynamoDB holds so many bytes of items, and leaves the rest to the next. */
const megabyte = 1_048_576;

/** What is asked of a query or a scan, beyond where it looks. */
export interface Asked extends Words {
  readonly KeyConditionExpression?: string;
  readonly FilterExpression?: string;
  readonly Limit?: number;
  readonly Select?: string;
  readonly ExclusiveStartKey?: Record<string, unknown>;
}

/** The keys of a table or of an index of it. */
export interface Keys {
  readonly partition: string;
  readonly sort: string;
}

/** Refuses what can be seen to be wrong before any item is looked at. `keys` are those that a query looks by. */
export function judgeAsked(asked: Asked, keys?: Keys): void {
  const { KeyConditionExpression, FilterExpression, Limit = 1, ExclusiveStartKey } = asked;
  judge([KeyConditionExpression, FilterExpression], asked);
  for (const expression of [KeyConditionExpression, FilterExpression])
    if (expression !== undefined) condition(expression);
  if (Limit < 1) throw invalid('a limit of nothing');
  const start = new Set(['pk', 'sk', ...(keys ? [keys.partition, keys.sort] : [])]);
  const given = Object.keys(ExclusiveStartKey ?? {});
  if (given.length > 0 && (given.length !== start.size || given.some((name) => !start.has(name))))
    throw invalid('The provided starting key is invalid');
  if (keys === undefined) return;
  const filtered = fieldsOf(FilterExpression, asked);
  if (filtered.includes(keys.partition) || filtered.includes(keys.sort))
    throw invalid('Filter Expression can only contain non-primary key attributes');
}

/** The names of fields that an expression looks at. */
const fieldsOf = (expression = '', words: Words): string[] =>
  (expression.match(/(?<![:\w])#?[a-z]\w*/gi) ?? [])
    .filter((word) => !/^(AND|OR|BETWEEN|attribute_exists|attribute_not_exists|begins_with)$/.test(word))
    .map((word) => nameFor(word, words));

/** A key condition: the partition is equal to something, and the sort key may be bounded. */
const keyParts = remembered((expression) => expression.split(' AND ').map((part) => part.split(' = ')));

/** The partition that a query asks for. Refuses a condition that is about more than the keys. */
export function partitionAsked(asked: Asked, keys: Keys): string {
  const { KeyConditionExpression = '' } = asked;
  const fields = fieldsOf(KeyConditionExpression, asked);
  if (fields.some((field) => field !== keys.partition && field !== keys.sort) || fields.length > 2)
    throw invalid('Query condition is about what is no key');
  const [, value] =
    keyParts(KeyConditionExpression).find(([name = '', right]) => right && nameFor(name, asked) === keys.partition) ??
    [];
  if (value === undefined) throw invalid('Query condition missed key schema element');
  for (const word of KeyConditionExpression.match(/:\w+/g) ?? [])
    if (typeof valueFor(word, asked) !== 'string') throw invalid('Condition parameter type does not match schema type');
  return valueFor(value, asked) as string;
}

/** As much of what was found as fits into one answer, and where the next begins. */
export function page(found: readonly Item[], asked: Asked, keys?: Keys): object {
  const { Limit = Number.POSITIVE_INFINITY, FilterExpression, Select } = asked;
  let bytes = 0;
  let read = 0;
  for (const item of found) {
    if (read >= Limit || bytes >= megabyte) break;
    bytes += weightOf(item);
    read += 1;
  }
  const answered = found.slice(0, read).filter((item) => holds(FilterExpression, item, asked));
  const last = read > 0 && (read < found.length || read === Limit) ? found[read - 1] : undefined;
  const names = new Set(['pk', 'sk', ...(keys ? [keys.partition, keys.sort] : [])]);
  return {
    Count: answered.length,
    ScannedCount: read,
    ...(Select !== 'COUNT' && { Items: answered.map(copy) }),
    ...(last && { LastEvaluatedKey: Object.fromEntries([...names].map((field) => [field, last[field]])) }),
  };
}
