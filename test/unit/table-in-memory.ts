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

const client = mockClient(DynamoDBDocumentClient);

/** What the product sends to change one item: its parts, and the words of its expressions. */
interface Step {
  readonly Item?: Item;
  readonly Key?: Key;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

/** Where an item lies. A key has so much room and no more. */
function place({ pk, sk }: Key): string {
  if (Buffer.byteLength(pk) > 2048 || Buffer.byteLength(sk) > 1024) throw invalid('a key is too long');
  return JSON.stringify([pk, sk]);
}
const copy = (item: Item): Item => unmarshall(marshall(item, { removeUndefinedValues: true })) as Item;
const text = (value: unknown): string => JSON.stringify(marshall({ value }));
const tick = () => new Promise((resolve) => setImmediate(resolve));
const invalid = (what: string) => Object.assign(new Error(`invalid: ${what}`), { name: 'ValidationException' });

/**
 * A DynamoDB table as far as the product speaks to one: transactions are all or nothing, conditions are evaluated, and two
 * transactions that meet on an item conflict. Like the real one it lets go of a transaction's items one by one, so that
 * another may find some of them still held and others already changed.
 */
export function tableInMemory() {
  const items = new Map<string, Item>();
  const held = new Set<string>();
  client.reset();
  const at = (key: Key): Item | undefined => {
    const item = items.get(place(key));
    return item && copy(item);
  };
  client.on(GetCommand).callsFake(({ Key }) => outside(() => ({ Item: at(Key) })));
  client.on(DeleteCommand).callsFake(({ Key }) => outside(() => void items.delete(place(Key))));
  client.on(BatchGetCommand).callsFake(({ RequestItems }) =>
    outside(() => {
      const [[table, { Keys }]] = Object.entries(RequestItems) as [[string, { Keys: Key[] }]];
      if (new Set(Keys.map(place)).size < Keys.length || Keys.length > 100) throw invalid('the keys');
      return { Responses: { [table]: Keys.map(at).filter((item) => item !== undefined) } };
    }),
  );
  client.on(QueryCommand).callsFake(({ IndexName, KeyConditionExpression, ScanIndexForward = true, Limit, ...words }) =>
    outside(() => {
      const sort = { find: 'findSk', list: 'listSk', due: 'visibleAt' }[IndexName as string] ?? 'sk';
      const found = [...items.values()].filter((item) => sort in item && holds(KeyConditionExpression, item, words));
      found.sort((a, b) => ((a[sort] as string) < (b[sort] as string) === ScanIndexForward ? -1 : 1));
      return { Items: found.slice(0, Limit).map(copy) };
    }),
  );
  client.on(TransactWriteCommand).callsFake((input) => outside(() => transact(input)));

  async function transact({ TransactItems = [] }: TransactWriteCommandInput): Promise<object> {
    const steps = TransactItems.map((item) => Object.values(item)[0] as Step);
    const places = steps.map(({ Item, Key }) => place((Item ?? Key) as Key));
    if (steps.length === 0 || steps.length > 100 || new Set(places).size < steps.length) throw invalid('the items');
    const reasons = steps.map((step, at) => {
      const item = items.get(places[at] as string);
      if (held.has(places[at] as string)) return { Code: 'TransactionConflict' };
      if (holds(step.ConditionExpression, item, step)) return { Code: 'None' };
      return { Code: 'ConditionalCheckFailed', ...(item && { Item: marshall(item) }) };
    });
    if (reasons.some(({ Code }) => Code !== 'None')) {
      throw new TransactionCanceledException({ message: 'cancelled', $metadata: {}, CancellationReasons: reasons });
    }
    const left = steps.map((step, at) => outcome(step, TransactItems[at] as object, items.get(places[at] as string)));
    for (const each of places) held.add(each);
    for (const [step, each] of [...places.entries()].reverse()) {
      await tick();
      items.delete(each);
      if (left[step] !== undefined) items.set(each, left[step]);
      held.delete(each);
    }
    return {};
  }

  return { at, items: () => [...items.values()].map(copy) };
}

/** The item that a step leaves; undefined where it leaves none. */
function outcome(step: Step, request: object, item: Item | undefined): Item | undefined {
  const { ConditionExpression, UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues } = step;
  const used: string[] = `${ConditionExpression} ${UpdateExpression}`.match(/[#:]\w+/g) ?? [];
  const given = Object.keys({ ...ExpressionAttributeNames, ...ExpressionAttributeValues });
  if (given.some((word) => !used.includes(word))) throw invalid('a word that no expression uses');
  if ('Delete' in request) return undefined;
  return copy(step.Item ?? updated(step, item));
}

function updated(step: Step, item: Item | undefined): Item {
  const next = new Map<string, unknown>(Object.entries({ ...step.Key, ...item }));
  const changed: string[] = [];
  for (const [, verb, parts = ''] of step.UpdateExpression?.matchAll(/(SET|ADD|REMOVE) (.+?)(?= [A-Z]+ |$)/g) ?? []) {
    for (const part of parts.split(', ')) {
      const [, word = '', right = ''] = /^(#\w+)(?: =)?(?: (:\w+))?$/.exec(part) ?? [];
      const field = named(word, step);
      const value = step.ExpressionAttributeValues?.[right];
      if ((verb === 'REMOVE') !== (value === undefined)) throw invalid(part);
      if (verb === 'REMOVE') next.delete(field);
      else next.set(field, verb === 'ADD' ? ((next.get(field) as number) ?? 0) + (value as number) : value);
      changed.push(field);
    }
  }
  const overlap = new Set([...changed, 'pk', 'sk']).size < changed.length + 2;
  if (changed.length === 0 || overlap) throw invalid('the update expression');
  return Object.fromEntries(next) as unknown as Item;
}

function named(word: string, { ExpressionAttributeNames: names }: Step): string {
  const name = word.startsWith('#') ? names?.[word] : word;
  if (name === undefined || name === '') throw invalid(`the name ${word}`);
  return name;
}

/** Whether an expression holds of an item: comparisons joined by `AND`, or two in brackets joined by `OR`. */
function holds(expression: string | undefined, item: Item | undefined, step: Step): boolean {
  if (expression === undefined) return true;
  return expression.split(' AND ').every((part) => {
    const either = /^\((.+) OR (.+)\)$/.exec(part);
    if (either) return either.slice(1).some((one) => holds(one, item, step));
    const [, begins, exists, absent, field = '', sign, right = ''] =
      /^(?:(begins_with)\(|(?:attribute_(exists)|attribute_(not_exists))\()?([\w#]+)(?:\)$| (=|<=|>=|<) |, )(:\w+)?\)?$/.exec(
        part,
      ) ?? [];
    const name = named(field, step);
    const value = item !== undefined && Object.hasOwn(item, name) ? item[name] : undefined;
    if (exists || absent) return (value === undefined) === (absent !== undefined);
    const wanted = step.ExpressionAttributeValues?.[right];
    if (wanted === undefined) throw invalid(part);
    if (typeof value !== typeof wanted) return false;
    if (sign === '=') return text(value) === text(wanted);
    if (begins) return (value as string).startsWith(wanted as string);
    const order = (value as string) < (wanted as string) ? -1 : value === wanted ? 0 : 1;
    return sign === '<' ? order < 0 : sign === '<=' ? order <= 0 : order >= 0;
  });
}
