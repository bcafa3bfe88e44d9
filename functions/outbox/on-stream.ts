import type { DynamoDBStreamEvent } from 'aws-lambda';
import { environment } from '#layers/environment.ts';
import { entry } from '#layers/runtime/entry.ts';
import { count } from '#layers/runtime/observe.ts';
import { eventWritten } from '#layers/table/stream.ts';
import { publish } from './publish.ts';

/**
 * Forwards each event that somebody hears from the table to the bus, counts all by type, and nothing else. A batch that
 * was not forwarded whole fails whole and comes again.
 */
export const handler = entry(
  async ({ Records }: DynamoDBStreamEvent) => {
    const written = Records.map(eventWritten);
    for (const event of written) count(event?.type ?? 'EventOverwritten');
    await publish(
      environment.BUS,
      written.filter((event) => event !== undefined).filter(({ type }) => environment.HEARD.includes(type)),
    );
  },
  ['BUS', 'HEARD'],
);
