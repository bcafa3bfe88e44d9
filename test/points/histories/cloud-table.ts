/** Tables of the local cloud, each like the product's own and for one history: nobody else sweeps or publishes what lies in it. */
import { CreateTableCommand, DeleteTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Item } from '#layers/table/change.ts';
import type { Store } from './stores.ts';

/** Gives empty tables made after the one that is deployed. */
export async function cloudTables(deployed: string): Promise<() => Promise<Store>> {
  const client = new DynamoDBClient({});
  const documents = DynamoDBDocumentClient.from(client);
  const { Table } = await client.send(new DescribeTableCommand({ TableName: deployed }));
  let made = 0;
  return async () => {
    const TableName = `${deployed}-history-${process.pid}-${++made}`;
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: Table?.KeySchema,
        AttributeDefinitions: Table?.AttributeDefinitions,
        GlobalSecondaryIndexes: Table?.GlobalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection }) => ({
          IndexName,
          KeySchema,
          Projection,
        })),
      }),
    );
    process.env.TABLE = TableName;
    return {
      items: () => allIn(documents, TableName),
      gone: async () => void (await client.send(new DeleteTableCommand({ TableName }))),
    };
  };
}

async function allIn(documents: DynamoDBDocumentClient, TableName: string): Promise<Item[]> {
  const found: Item[] = [];
  for (let ExclusiveStartKey: Record<string, unknown> | undefined; ; ) {
    const page = await documents.send(new ScanCommand({ TableName, ExclusiveStartKey, ConsistentRead: true }));
    found.push(...((page.Items ?? []) as Item[]));
    ExclusiveStartKey = page.LastEvaluatedKey;
    if (ExclusiveStartKey === undefined) return found;
  }
}
