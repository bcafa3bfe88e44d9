import type { Event } from '#events/event.ts';
import { putEvents } from '#layers/aws/eventbridge.ts';

/** EventBridge takes ten events a call, which together weigh at most 256 KiB. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
const most = { events: 10, bytes: 256 * 1024 };

interface Entry {
  readonly source: string;
  readonly type: string;
  readonly detail: string;
}

const entryOf = (event: Event): Entry => ({ source: event.source, type: event.type, detail: JSON.stringify(event) });

const weightOf = ({ source, type, detail }: Entry): number => Buffer.byteLength(`${source}${type}${detail}`);

/** Whether EventBridge never takes this event, because it alone weighs too much. */
export const isTooLarge = (event: Event): boolean => weightOf(entryOf(event)) > most.bytes;

/** Puts events on the bus. Throws if any was not taken; doubled ones are harmless to all who hear them. */
export async function publish(bus: string, events: readonly Event[]): Promise<void> {
  for (const entries of calls(events.map(entryOf))) await putEvents(bus, entries);
}

/** The entries of each call, in their order. */
function calls(entries: readonly Entry[]): Entry[][] {
  const found: Entry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const weight = weightOf(entry);
    const open = found.at(-1);
    if (open !== undefined && open.length < most.events && bytes + weight <= most.bytes) {
      open.push(entry);
      bytes += weight;
    } else {
      found.push([entry]);
      bytes = weight;
    }
  }
  return found;
}
