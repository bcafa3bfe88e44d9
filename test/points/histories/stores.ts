/** Where the product keeps its items while a history is told to it: in memory, or in a table of the local cloud. */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Item } from '#layers/table/change.ts';
import { itemsInMemory } from '../../table/items-in-memory.ts';

export interface Store {
  /** All items, as they are now; not to be changed. */
  items(): Promise<readonly Item[]>;
  /** Takes the table away, where somebody has to. */
  gone?(): Promise<void>;
}

type Send = (command: { readonly input: unknown }) => Promise<unknown>;
const clientOf = (client: { prototype: object }) => client.prototype as { send: Send };

export interface DeadLetter {
  readonly code: string;
  readonly reason: string;
}

/** What the product puts into its dead-letter queue from now on. */
export function deadLetters(): DeadLetter[] {
  const letters: DeadLetter[] = [];
  clientOf(SQSClient).send = async (command) => {
    if (!(command instanceof SendMessageCommand)) return {};
    const { code, reason } = command.input.MessageAttributes ?? {};
    letters.push({ code: code?.StringValue ?? '', reason: reason?.StringValue ?? '' });
    return {};
  };
  return letters;
}

/**
 * An empty table behind every client of this process, also those of copies of the product. Unlike the table of the other
 * tests it remembers no call, so that it serves millions.
 */
export function quickTable(): Store {
  const held = itemsInMemory();
  const commands = [
    [GetCommand, held.get],
    [DeleteCommand, held.remove],
    [BatchGetCommand, held.batchGet],
    [QueryCommand, held.query],
    [TransactWriteCommand, held.transact],
  ] as const;
  clientOf(DynamoDBDocumentClient).send = async (command) => {
    const [, carryOut] = commands.find(([kind]) => command instanceof kind) ?? [];
    if (carryOut === undefined) throw new Error(`no table in memory knows ${command.constructor.name}`);
    return (carryOut as (input: never) => unknown)(command.input as never);
  };
  return { items: async () => held.all() };
}
