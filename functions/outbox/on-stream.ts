import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { Envelope, type Event } from '#events/event.ts';
import { environment } from '#layers/environment.ts';
import { bury, whatIsWrong } from '#layers/runtime/dead-letter.ts';
import { entry } from '#layers/runtime/entry.ts';
import { count } from '#layers/runtime/observe.ts';
import { isPulse } from '#layers/table/pulse.ts';
import { eventWritten } from '#layers/table/stream.ts';
import { isTooLarge, publish } from './publish.ts';

/**
 * Forwards each event that somebody hears from the table to the bus, counts all by type, and nothing else. A batch that
 * was not forwarded whole fails whole and comes again. What can never be forwarded is put aside with its reason, as it would
 * hold up all that was written after it.
 */
export const handler = entry(
  async ({ Records }: DynamoDBStreamEvent) => {
    const events: Event[] = [];
    for (const record of Records) {
      if (isPulse(record.dynamodb?.Keys?.pk?.S)) continue;
      const event = eventWritten(record);
      count(event?.type ?? 'EventOverwritten');
      if (event === undefined || !environment.HEARD.includes(event.type)) continue;
      const wrong = whyUnpublishable(event);
      if (wrong === undefined) events.push(event);
      else await bury(keysOf(record), wrong);
    }
    await publish(environment.BUS, events);
  },
  ['BUS', 'HEARD', 'DEAD_LETTERS'],
);

/** Why an event can never be published; undefined where it can. */
function whyUnpublishable(event: Event): { code: string; reason: string } | undefined {
  const envelope = Envelope.safeParse(event);
  if (!envelope.success) return { code: 'bad-envelope', reason: whatIsWrong(envelope.error) };
  return isTooLarge(event) ? { code: 'too-large', reason: 'it is larger than the bus takes' } : undefined;
}

/** Where the event lies in the table. It stays there. */
const keysOf = ({ dynamodb }: DynamoDBRecord): string => JSON.stringify(dynamodb?.Keys ?? {});
