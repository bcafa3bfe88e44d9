/**
 * Places on the local cloud. Each has a table like the product's own, for one history: nobody else sweeps or publishes what
 * lies in it.
 */

import { CreateTableCommand, DeleteTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type SendMessageCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Item } from '#layers/table/change.ts';
import type { DeadLetter, Place } from './place.ts';

/** Gives places with empty tables made after the one that is deployed. */
export async function onTheCloud(deployed: string): Promise<(begins: string) => Promise<Place>> {
  const client = new DynamoDBClient({});
  const documents = DynamoDBDocumentClient.from(client);
  const { Table } = await client.send(new DescribeTableCommand({ TableName: deployed }));
  const letters = lettersInstead();
  const running = Date.now;
  let made = 0;
  return async (begins) => {
    let epoch = Date.parse(begins);
    letters.splice(0);
    Date.now = () => epoch;
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
      async passTo(next) {
        epoch = Math.max(epoch, next);
      },
      runs: (work) => work(),
      items: () => allIn(documents, TableName),
      dead: () => [...letters],
      async gone() {
        Date.now = running;
        await client.send(new DeleteTableCommand({ TableName }));
      },
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

/** What the product puts aside from now on, in the place of a queue, of which a history has none here. */
function lettersInstead(): DeadLetter[] {
  const letters: DeadLetter[] = [];
  const client = SQSClient.prototype as {
    send(command: { input: SendMessageCommandInput }): Promise<object>;
  };
  client.send = async ({ input: { MessageAttributes } }) => {
    const { code, reason } = MessageAttributes ?? {};
    letters.push({ code: code?.StringValue ?? '', reason: reason?.StringValue ?? '' });
    return {};
  };
  return letters;
}
