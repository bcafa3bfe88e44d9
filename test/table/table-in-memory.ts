import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { outside } from '../support/power-cuts.ts';
import { copy } from '../world/items.ts';
import { itemsInMemory } from './items-in-memory.ts';

const client = mockClient(DynamoDBDocumentClient);

const tick = () => new Promise((resolve) => setImmediate(resolve));

/** A table in memory behind the product's client, whose every call may be cut off. */
export function tableInMemory() {
  const items = itemsInMemory(tick);
  client.reset();
  client.on(GetCommand).callsFake((input) => outside(() => items.get(input)));
  client.on(DeleteCommand).callsFake((input) => outside(() => items.remove(input)));
  client
    .on(TransactGetCommand)
    .callsFake(({ TransactItems }) => outside(() => ({ Responses: [items.get(TransactItems[0].Get)] })));
  client.on(BatchGetCommand).callsFake((input) => outside(() => items.batchGet(input)));
  client.on(QueryCommand).callsFake((input) => outside(() => items.query(input)));
  client.on(TransactWriteCommand).callsFake((input) => outside(() => items.transact(input)));
  return { at: items.at, items: () => items.all().map(copy) };
}
