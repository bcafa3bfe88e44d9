import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { dynamodb } from '#layers/aws/dynamodb.ts';
import { environment } from '#layers/environment.ts';
import { type Change, update } from './change.ts';
import type { EventItem } from './event-item.ts';

/*
 * Where the clock can be moved, it must not be while somebody still works on what happened before. So there, and only
 * there, each event leaves a mark for each of its consumers, and the consumer's runtime takes it away.
 */

const consumers = (type: string): readonly string[] =>
  environment.TEST_CLOCK ? (environment.CONSUMERS[type] ?? []) : [];

const mark = (consumer: string, eventId: string) => ({ pk: `pending#${consumer}`, sk: eventId });

export function pendingChanges(events: readonly EventItem[]): Change[] {
  return events.flatMap(({ id, type }) =>
    consumers(type).map((consumer) => update(mark(consumer, id), { set: { type } })),
  );
}

/** `consumer` is through with the event: it succeeded, or it is a dead letter. */
export async function notPending(consumer: string, eventId: string): Promise<void> {
  if (!environment.TEST_CLOCK) return;
  await dynamodb.send(new DeleteCommand({ TableName: environment.TABLE, Key: mark(consumer, eventId) }));
}
