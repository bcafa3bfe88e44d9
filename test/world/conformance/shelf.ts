import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Side } from './side.ts';

type Fields = Record<string, unknown>;
type Put = Omit<PutCommandInput, 'TableName' | 'Item'>;
type Update = Omit<UpdateCommandInput, 'TableName' | 'Key'>;
type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** A partition of a side's table that nobody else uses. */
export interface Shelf {
  readonly pk: string;
  key(sk: string): { pk: string; sk: string };
  put(sk: string, fields?: Fields, how?: Put): Promise<unknown>;
  get(sk: string): Promise<Fields | undefined>;
  /** What lies under `sk`, without its keys. */
  fields(sk: string): Promise<Fields | undefined>;
  getAll(sks: readonly string[]): Promise<Fields[]>;
  update(sk: string, how: Update): Promise<unknown>;
  remove(sk: string, how?: Put): Promise<unknown>;
  query(how?: Partial<QueryCommandInput>): Promise<Page>;
  /** The sort keys that a query of this partition finds, page by page until the last. */
  all(how?: Partial<QueryCommandInput>): Promise<string[]>;
  transact(items: readonly TransactItem[]): Promise<unknown>;
  /** Steps of a transaction. */
  puts(sk: string, fields?: Fields, how?: Put): TransactItem;
  updates(sk: string, how: Update & { UpdateExpression: string }): TransactItem;
  removes(sk: string, how?: Put): TransactItem;
  checks(sk: string, how: Put & { ConditionExpression: string }): TransactItem;
}

export interface Page {
  readonly sks: string[];
  readonly items: Fields[];
  readonly last: Fields | undefined;
  readonly count: number | undefined;
  readonly scanned: number | undefined;
}

export function shelf({ dynamodb, table, fresh }: Side): Shelf {
  const pk = fresh('shelf');
  const TableName = table;
  const key = (sk: string) => ({ pk, sk });
  const get = async (sk: string) =>
    (await dynamodb.send(new GetCommand({ TableName, Key: key(sk), ConsistentRead: true }))).Item;
  const query = async (how: Partial<QueryCommandInput> = {}): Promise<Page> => {
    const ExpressionAttributeValues = { ':pk': pk, ...how.ExpressionAttributeValues };
    const { Items, LastEvaluatedKey, Count, ScannedCount } = await dynamodb.send(
      new QueryCommand({ TableName, KeyConditionExpression: 'pk = :pk', ...how, ExpressionAttributeValues }),
    );
    const items = Items ?? [];
    return { sks: items.map(({ sk }) => sk), items, last: LastEvaluatedKey, count: Count, scanned: ScannedCount };
  };
  return {
    pk,
    key,
    get,
    query,
    put: (sk, fields, how) => dynamodb.send(new PutCommand({ TableName, Item: { pk, sk, ...fields }, ...how })),
    async fields(sk) {
      const found = await get(sk);
      if (found === undefined) return undefined;
      const { pk: _pk, sk: _sk, ...fields } = found;
      return fields;
    },
    async getAll(sks) {
      const found: Fields[] = [];
      for (let wanted: Fields[] = sks.map(key); wanted.length > 0; ) {
        const { Responses, UnprocessedKeys } = await dynamodb.send(
          new BatchGetCommand({ RequestItems: { [table]: { Keys: wanted, ConsistentRead: true } } }),
        );
        found.push(...(Responses?.[table] ?? []));
        wanted = UnprocessedKeys?.[table]?.Keys ?? [];
      }
      return found;
    },
    update: (sk, how) => dynamodb.send(new UpdateCommand({ TableName, Key: key(sk), ...how })),
    remove: (sk, how) => dynamodb.send(new DeleteCommand({ TableName, Key: key(sk), ...how })),
    async all(how = {}) {
      const sks: string[] = [];
      for (let ExclusiveStartKey: Fields | undefined; ; ) {
        const page = await query({ ...how, ExclusiveStartKey });
        sks.push(...page.sks);
        if (page.last === undefined) return sks;
        ExclusiveStartKey = page.last;
      }
    },
    transact: (items) => dynamodb.send(new TransactWriteCommand({ TransactItems: [...items] })),
    puts: (sk, fields, how) => ({ Put: { TableName, Item: { pk, sk, ...fields }, ...how } }) as TransactItem,
    updates: (sk, how) => ({ Update: { TableName, Key: key(sk), ...how } }) as TransactItem,
    removes: (sk, how) => ({ Delete: { TableName, Key: key(sk), ...how } }) as TransactItem,
    checks: (sk, how) => ({ ConditionCheck: { TableName, Key: key(sk), ...how } }) as TransactItem,
  };
}
