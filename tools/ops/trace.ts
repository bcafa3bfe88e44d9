import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Event } from '#events/event.ts';
import type { Item } from '#layers/table/change.ts';
import { envelopeOf } from '#layers/table/event-item.ts';
import { consumersOf, declaredCapabilities } from '../../infra/capabilities.ts';
import type { Names } from '../../infra/names.ts';
import { deadLetters } from './dead-letters.ts';
import { logLines, readable } from './logs.ts';

/**
 * The way of an event: what led to it, who hears it, what they logged of it, what was put aside, and what came of it. It reads
 * the whole table once: an operator asks for it, and no request waits for it.
 */
export async function trace(names: Names, id: string): Promise<string[]> {
  const events = await eventsAbout(names.tableName, id);
  const event = events.find((each) => each.id === id);
  if (event === undefined) return [`There is no event ${id}.`];
  const hears = consumersOf(await declaredCapabilities())[event.type] ?? [];
  // A stage whose clock is moved logs at the time of the computer.
  const lines = await logLines(names, '', Math.min(Date.parse(event.recordedAt), Date.now() - 3_600_000));
  const letters = (await deadLetters(names)).letters.filter(({ body }) => body.includes(id));
  const effects = events.filter(({ cause }) => cause.id === id);
  return [
    `${event.type} of ${event.brand}, about ${event.subject}`,
    `  happened ${event.time}, recorded ${event.recordedAt}, by ${event.actor.role} ${event.actor.id}`,
    `  because of ${event.cause.id} (${event.cause.subject}, ${event.cause.time})`,
    `heard by ${hears.join(', ') || 'nobody: it is kept for the record'}`,
    ...lines.filter(({ fields }) => fields.event === id).map((line) => `  logged: ${readable(line)}`),
    ...letters.map(({ queue, code, reason }) => `  put aside in ${queue}: ${code}: ${reason}`),
    `led to ${effects.length === 0 ? 'no other event' : ''}`.trimEnd(),
    ...effects.map((each) => `  ${each.type} ${each.id}, about ${each.subject}, recorded ${each.recordedAt}`),
  ];
}

async function eventsAbout(TableName: string, id: string): Promise<Event[]> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const found: Event[] = [];
  const asked = {
    TableName,
    FilterExpression: 'begins_with(pk, :event) AND (#id = :id OR cause.#id = :id)',
    ExpressionAttributeNames: { '#id': 'id' },
    ExpressionAttributeValues: { ':event': 'event#', ':id': id },
  };
  for await (const { Items = [] } of paginateScan({ client }, asked))
    found.push(...Items.map((item) => envelopeOf(item as Item)));
  return found;
}
