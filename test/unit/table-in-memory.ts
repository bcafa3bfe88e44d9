import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import type { Item, Key } from '#layers/table/change.ts';
import { outside } from './power-cuts.ts';

/** The words of an expression, as a request carries them. */
interface Words {
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

interface Step extends Words {
  readonly Item?: Item;
  readonly Key?: Key;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
}

const place = ({ pk, sk }: Key): string => JSON.stringify([pk, sk]);
const copy = <T>(item: T): T => unmarshall(marshall(item, { removeUndefinedValues: true })) as T;
const same = (a: unknown, b: unknown) => JSON.stringify(marshall({ a })) === JSON.stringify(marshall({ a: b }));
const tick = () => new Promise((resolve) => setImmediate(resolve));

/**
 * A DynamoDB table as far as the product speaks to one: transactions are all or nothing, conditions are evaluated, and two
 * transactions that meet on an item conflict. Like the real one it lets go of a transaction's items one by one, so that
 * another may find some of them still held and others already changed.
 */
export function tableInMemory() {
  const items = new Map<string, Item>();
  const held = new Set<string>();
  const client = mockClient(DynamoDBDocumentClient);

  client.on(GetCommand).callsFake(({ Key }) => outside(() => ({ Item: stored(Key) })));
  client.on(DeleteCommand).callsFake(({ Key }) => outside(() => void items.delete(place(Key))));
  client.on(BatchGetCommand).callsFake(({ RequestItems }) =>
    outside(() => {
      const [[table, { Keys }]] = Object.entries<{ Keys: Key[] }>(RequestItems) as [[string, { Keys: Key[] }]];
      if (new Set(Keys.map(place)).size < Keys.length || Keys.length > 100) throw invalid('the keys');
      return { Responses: { [table]: Keys.map(stored).filter((item) => item !== undefined) } };
    }),
  );
  client.on(QueryCommand).callsFake(({ IndexName, KeyConditionExpression, ScanIndexForward = true, Limit, ...words }) =>
    outside(() => {
      const sortKey = { find: 'findSk', list: 'listSk', due: 'visibleAt' }[IndexName as string] ?? 'sk';
      const found = [...items.values()].filter((item) => sortKey in item && holds(KeyConditionExpression, item, words));
      found.sort((a, b) => ((a[sortKey] as string) < (b[sortKey] as string) === ScanIndexForward ? -1 : 1));
      return { Items: found.slice(0, Limit).map(copy) };
    }),
  );
  client.on(TransactWriteCommand).callsFake((input) => outside(() => transact(input)));

  const stored = (key: Key): Item | undefined => copy(items.get(place(key)));

  async function transact({ TransactItems = [] }: TransactWriteCommandInput): Promise<object> {
    const steps = TransactItems.map((item) => Object.values(item)[0] as Step);
    const places = steps.map(({ Item, Key }) => place((Item ?? Key) as Key));
    if (steps.length === 0 || steps.length > 100 || new Set(places).size < steps.length) throw invalid('the items');
    const reasons = steps.map((step, at) => {
      const item = items.get(places[at] as string);
      const kept = held.has(places[at] as string);
      if (kept) return { Code: 'TransactionConflict' };
      if (holds(step.ConditionExpression, item, step)) return { Code: 'None' };
      return { Code: 'ConditionalCheckFailed', ...(item && { Item: marshall(item) }) };
    });
    if (reasons.some(({ Code }) => Code !== 'None')) {
      throw new TransactionCanceledException({ message: 'cancelled', $metadata: {}, CancellationReasons: reasons });
    }
    const written = steps.map((step, at) =>
      outcome(TransactItems[at] as object, step, items.get(places[at] as string)),
    );
    for (const each of places) held.add(each);
    for (const [at, each] of [...places.entries()].reverse()) {
      await tick();
      const item = written[at];
      if (item === undefined) items.delete(each);
      else items.set(each, item);
      held.delete(each);
    }
    return {};
  }

  return { items: () => [...items.values()].map(copy), at: stored, client };
}

/** The item that a step leaves; undefined where it leaves none. */
function outcome(request: object, step: Step, item: Item | undefined): Item | undefined {
  if ('Delete' in request) return undefined;
  if ('ConditionCheck' in request) return item;
  return copy(step.Item ?? updated(step, item));
}

function updated({ UpdateExpression = '', Key, ...words }: Step, item: Item | undefined): Item {
  const next: Record<string, unknown> = { ...Key, ...item };
  const clauses = [...UpdateExpression.matchAll(/(SET|ADD|REMOVE) (.+?)(?= (?:SET|ADD|REMOVE) |$)/g)];
  const changed = clauses.flatMap(([, verb, list = '']) =>
    list.split(', ').map((part) => {
      const [left = '', , ...right] = `${part} `.split(/( = | )/);
      const field = nameOf(left, words);
      const value = words.ExpressionAttributeValues?.[(right[0] ?? '').trim()];
      if (verb === 'REMOVE') delete next[field];
      if (verb === 'SET') next[field] = value;
      if (verb === 'ADD') next[field] = ((next[field] as number | undefined) ?? 0) + (value as number);
      return field;
    }),
  );
  const refused =
    changed.length === 0 || new Set(changed).size < changed.length || /^(pk|sk)$/m.test(changed.join('\n'));
  if (refused) throw invalid('the update expression');
  return next as Item;
}

const nameOf = (word: string, { ExpressionAttributeNames: names }: Words): string => {
  const name = word.startsWith('#') ? names?.[word] : word;
  if (name === undefined) throw invalid(`the name ${word}`);
  return name;
};

/** Whether an expression holds of an item: `AND` of comparisons, `OR` of two in brackets. */
function holds(expression: string | undefined, item: Item | undefined, words: Words): boolean {
  if (expression === undefined) return true;
  return expression.split(' AND ').every((part) => {
    const either = /^\((.+) OR (.+)\)$/.exec(part);
    if (either) return either.slice(1).some((one) => holds(one, item, words));
    const [, start, not, exists, left = '', sign, right = ''] =
      /^(?:(begins_with)\(|(?:attribute_(not_)?(exists))\()?([\w#]+)(?:\)| (=|<=|>=|<) |, )(:\w+)?\)?$/.exec(part) ??
      [];
    const value = item?.[nameOf(left, words)];
    if (exists) return (value === undefined) === (not !== undefined);
    const wanted = words.ExpressionAttributeValues?.[right];
    if (wanted === undefined) throw invalid(part);
    if (start) return typeof value === 'string' && value.startsWith(wanted as string);
    if (sign === '=') return value !== undefined && same(value, wanted);
    if (typeof value !== typeof wanted) return false;
    const order = (value as string) < (wanted as string) ? -1 : value === wanted ? 0 : 1;
    return sign === '<' ? order < 0 : sign === '<=' ? order <= 0 : order >= 0;
  });
}

const invalid = (what: string) =>
  Object.assign(new Error(`invalid: ${what}`), { name: 'ValidationException', $fault: 'client' });
