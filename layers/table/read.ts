import {
  BatchGetCommand,
  GetCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactGetCommand,
} from '@aws-sdk/lib-dynamodb';
import { dynamodb } from '#layers/aws/dynamodb.ts';
import { environment } from '#layers/environment.ts';
import type { Item, Key } from './change.ts';
import { sendUntilSettled } from './conflicts.ts';
import { isEmpty, isWithin, keyCondition, type Range, spanOf } from './range.ts';

/** One item, as it stands now; `Stored` is what its owner keeps under such a key. */
export async function get<Stored = unknown>(key: Key): Promise<(Item & Stored) | undefined> {
  const { Item } = await dynamodb.send(
    new GetCommand({ TableName: environment.TABLE, Key: key, ConsistentRead: true }),
  );
  return Item as (Item & Stored) | undefined;
}

/**
 * One item, as it stands when no transaction is at work on it. A transaction's items do not change in one instant for who
 * reads them one after the other: where another of them was seen changed, a plain read may still find this one as it was.
 */
export async function getSettled<Stored = unknown>(key: Key): Promise<(Item & Stored) | undefined> {
  const TransactItems = [{ Get: { TableName: environment.TABLE, Key: key } }];
  const { Responses = [] } = await sendUntilSettled(() => dynamodb.send(new TransactGetCommand({ TransactItems })));
  return Responses[0]?.Item as (Item & Stored) | undefined;
}

/** What is stored under several keys, each of its own kind. */
type Found<Stored extends readonly unknown[]> = { readonly [At in keyof Stored]: (Item & Stored[At]) | undefined };

/** DynamoDB gives so many items in one round trip. */
const atOnce = 100;

/** Several items, in the order of the keys, of which some may be equal; `Stored` is the list of what their owner keeps under each. */
export async function getAll<Stored extends readonly unknown[] = unknown[]>(
  keys: { readonly [At in keyof Stored]: Key },
): Promise<Found<Stored>> {
  const found = new Map<string, Item>();
  const place = ({ pk, sk }: Key) => JSON.stringify([pk, sk]);
  const asked = [...new Map(keys.map((key) => [place(key), key])).values()];
  for (let at = 0; at < asked.length; at += atOnce) {
    for (const item of await batchOf(asked.slice(at, at + atOnce))) found.set(place(item), item);
  }
  return keys.map((key) => found.get(place(key))) as Found<Stored>;
}

async function batchOf(keys: readonly Key[]): Promise<Item[]> {
  const found: Item[] = [];
  let wanted = [...keys];
  for (let attempt = 0; wanted.length > 0; attempt++) {
    if (attempt > 5) throw new Error('a batch read stayed incomplete');
    const { Responses, UnprocessedKeys } = await dynamodb.send(
      new BatchGetCommand({ RequestItems: { [environment.TABLE]: { Keys: wanted, ConsistentRead: true } } }),
    );
    found.push(...((Responses?.[environment.TABLE] ?? []) as Item[]));
    wanted = (UnprocessedKeys?.[environment.TABLE]?.Keys ?? []) as Key[];
  }
  return found;
}

/** The items of one partition in the order of their sort keys. */
export const query = <Stored = unknown>(pk: string, range: Range = {}): Promise<(Item & Stored)[]> =>
  itemsIn({ name: 'pk', key: pk }, 'sk', range, { ConsistentRead: true });

/** The three sparse indexes, with the sort key of each. Eventually consistent: read the item again before acting on it. */
export const indexes = { find: 'findSk', list: 'listSk', due: 'visibleAt' } as const;

/** Items of an index partition in the order of the index's sort key. */
export const queryIndex = <Stored = unknown>(
  index: keyof typeof indexes,
  pk: string,
  range: Range = {},
): Promise<(Item & Stored)[]> => itemsIn({ name: `${index}Pk`, key: pk }, indexes[index], range, { IndexName: index });

/** As many as asked for, in as many answers as it takes: one answer of DynamoDB holds 1 MB. */
async function itemsIn<Stored>(
  partition: { name: string; key: string },
  sort: string,
  range: Range,
  where: Pick<QueryCommandInput, 'IndexName' | 'ConsistentRead'>,
): Promise<(Item & Stored)[]> {
  const { newestFirst = false, limit } = range;
  const span = spanOf(range);
  const found: (Item & Stored)[] = [];
  if (isEmpty(span)) return found;
  let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey'];
  do {
    const { Items = [], LastEvaluatedKey } = await dynamodb.send(
      new QueryCommand({
        TableName: environment.TABLE,
        ...where,
        ...keyCondition(partition, sort, span),
        ScanIndexForward: !newestFirst,
        Limit: limit && limit - found.length,
        ExclusiveStartKey,
      }),
    );
    found.push(...(Items as (Item & Stored)[]).filter((item) => isWithin(item[sort] as string, span)));
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined && (limit === undefined || found.length < limit));
  return found;
}
