import type { Event } from '#events/event.ts';
import { putEvents } from '#layers/aws/eventbridge.ts';

/** Puts events on the bus, ten a call. Throws if any was not taken; doubled ones are harmless to all who hear them. */
export async function publish(bus: string, events: readonly Event[]): Promise<void> {
  for (let at = 0; at < events.length; at += 10) {
    const entries = events.slice(at, at + 10);
    await putEvents(
      bus,
      entries.map((event) => ({ source: event.source, type: event.type, detail: JSON.stringify(event) })),
    );
  }
}
