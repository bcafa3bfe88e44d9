import type { Event } from '#events/event.ts';
import { envelopeOf, eventPartition } from './event-item.ts';
import { query } from './read.ts';

/** No chain of the product is longer; a longer one is a circle. */
const longest = 12;

/** The event itself and what led to it, back to a cause that is no event (a device's message, a request, a timer). */
export async function causesOf(event: Event): Promise<Event[]> {
  const chain = [event];
  for (let last = event; chain.length < longest; ) {
    const before = await eventOf(event.brand, last.cause);
    if (before === undefined) break;
    chain.push(before);
    last = before;
  }
  return chain;
}

/** The event that a cause names, if it is one. */
export async function eventOf(brand: string, cause: Event['cause']): Promise<Event | undefined> {
  const items = await query(eventPartition(brand, cause.subject), { prefix: `${cause.time}#` });
  const item = items.find(({ id }) => id === cause.id);
  return item && envelopeOf(item);
}
