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

/** Several items in one round trip, in the order of the keys (at most 100). */
export async function getAll<Stored = unknown>(keys: readonly Key[]): Promise<((Item & Stored) | undefined)[]> {
  const found: (Item & Stored)[] = [];
  let wanted = [...keys];
  for (let attempt = 0; wanted.length > 0; attempt++) {
    if (attempt > 5) throw new Error('a batch read stayed incomplete');
    const { Responses, UnprocessedKeys } = await dynamodb.send(
      new BatchGetCommand({ RequestItems: { [environment.TABLE]: { Keys: wanted, ConsistentRead: true } } }),
    );
    found.push(...((Responses?.[environment.TABLE] ?? []) as (Item & Stored)[]));
    wanted = (UnprocessedKeys?.[environment.TABLE]?.Keys ?? []) as Key[];
  }
  return keys.map(({ pk, sk }) => found.find((item) => item.pk === pk && item.sk === sk));
}

export interface Range {
  /** Sort keys that begin so. */
  readonly prefix?: string;
  /** Only before this sort key; where the last page ended. */
  readonly before?: string;
  /** Only from this sort key on. */
  readonly from?: string;
  readonly newestFirst?: boolean;
  readonly limit?: number;
}

/** The items of one partition in the order of their sort keys: at most `limit`, or one answer of DynamoDB (1 MB). */
export async function query<Stored = unknown>(pk: string, range: Range = {}): Promise<(Item & Stored)[]> {
  const { prefix, before, from, newestFirst = false, limit } = range;
  const key = keyCondition(pk, { prefix, before, from });
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: environment.TABLE,
      ...key,
      ConsistentRead: true,
      ScanIndexForward: !newestFirst,
      Limit: limit,
    }),
  );
  return Items as (Item & Stored)[];
}

function keyCondition(
  pk: string,
  { prefix, before, from }: Range,
): Pick<QueryCommandInput, 'KeyConditionExpression' | 'ExpressionAttributeValues'> {
  if (prefix !== undefined) {
    return {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
    };
  }
  if (before !== undefined) {
    return {
      KeyConditionExpression: 'pk = :pk AND sk < :before',
      ExpressionAttributeValues: { ':pk': pk, ':before': before },
    };
  }
  if (from !== undefined) {
    return {
      KeyConditionExpression: 'pk = :pk AND sk >= :from',
      ExpressionAttributeValues: { ':pk': pk, ':from': from },
    };
  }
  return { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } };
}

/** The three sparse indexes, with the sort key of each. Eventually consistent: read the item again before acting on it. */
export const indexes = { find: 'findSk', list: 'listSk', due: 'visibleAt' } as const;

/**
 * Items of an index partition in the order of its sort key: from `from` on, or up to and including `until`, or only before
 * `before`, where the last page ended.
 */
export async function queryIndex<Stored = unknown>(
  index: keyof typeof indexes,
  pk: string,
  range: Pick<Range, 'before' | 'from' | 'newestFirst' | 'limit'> & { readonly until?: string } = {},
): Promise<(Item & Stored)[]> {
  const { before, from, until, newestFirst = false, limit } = range;
  const [sign, bound] = until !== undefined ? ['<=', until] : from !== undefined ? ['>=', from] : ['<', before];
  const bounded = bound !== undefined;
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: environment.TABLE,
      IndexName: index,
      KeyConditionExpression: `#pk = :pk${bounded ? ` AND #sk ${sign} :bound` : ''}`,
      ExpressionAttributeNames: { '#pk': `${index}Pk`, ...(bounded && { '#sk': indexes[index] }) },
      ExpressionAttributeValues: { ':pk': pk, ...(bounded && { ':bound': bound }) },
      ScanIndexForward: !newestFirst,
      Limit: limit,
    }),
  );
  return Items as (Item & Stored)[];
}
