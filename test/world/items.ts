import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Item } from '#layers/table/change.ts';

/** An item as it comes back from a table: nothing undefined, nothing shared, nothing that a table cannot hold. */
export const copy = <Value>(value: Value): Value => plain(value) as Value;

function plain(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value + 0; // there is no minus zero
  if (Array.isArray(value)) return value.filter((each) => each !== undefined).map(plain);
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    const fields: Record<string, unknown> = {};
    for (const name in value) {
      const field = (value as Record<string, unknown>)[name];
      if (field !== undefined) fields[name] = plain(field);
    }
    return fields;
  }
  // What is neither text, number, list nor plain object is for the client's own code to judge.
  return unmarshall(marshall({ value }, { removeUndefinedValues: true })).value;
}

const known = new WeakMap<Item, number>();

/** How many bytes an item takes by DynamoDB's account, names of fields included. */
export function weightOf(item: Item): number {
  const before = known.get(item);
  if (before !== undefined) return before;
  const weight = fieldsWeigh(item);
  known.set(item, weight);
  return weight;
}

function fieldsWeigh(fields: Readonly<Record<string, unknown>>, each = 0): number {
  let sum = 0;
  for (const name in fields) sum += Buffer.byteLength(name) + weigh(fields[name]) + each;
  return sum;
}

function weigh(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(value).replace(/\D/g, '').length / 2) + (value < 0 ? 2 : 1);
  if (value instanceof Uint8Array) return value.length;
  if (value instanceof Set) return [...value].reduce((sum: number, each) => sum + weigh(each), 0);
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + weigh(each) + 1, 3);
  return typeof value === 'object' && value !== null ? 3 + fieldsWeigh(value as Record<string, unknown>, 1) : 1;
}

/** How deep values lie in one another: 1 for what holds no other. */
export function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return 1;
  return 1 + Object.values(value).reduce((deepest: number, each) => Math.max(deepest, depthOf(each)), 0);
}
