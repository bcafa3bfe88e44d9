import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Item } from '#layers/table/change.ts';
import { envelopeOf } from '#layers/table/event-item.ts';
import { publish } from '../../functions/outbox/publish.ts';

/**
 * Sends the events recorded from `from` until `to` again, in no order. The only scan there is: an operator asks for it, and
 * no request ever waits for it.
 */
export async function republish({
  table,
  bus,
  from,
  to,
}: {
  table: string;
  bus: string;
  from: string;
  to: string;
}): Promise<number> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const pages = paginateScan(
    { client },
    {
      TableName: table,
      FilterExpression: 'begins_with(pk, :event) AND recordedAt >= :from AND recordedAt <= :to',
      ExpressionAttributeValues: { ':event': 'event#', ':from': from, ':to': to },
    },
  );
  let sent = 0;
  for await (const { Items = [] } of pages) {
    await publish(
      bus,
      Items.map((item) => envelopeOf(item as Item)),
    );
    sent += Items.length;
  }
  return sent;
}
