import type { Actor, Event } from '#events/event.ts';
import type { Instant } from '#layers/time/clock.ts';
import type { Key } from './change.ts';
import type { Fingerprint } from './fingerprint.ts';
import { hashOf } from './hash.ts';

/**
 * Where a change comes from: a device's message, a request, an event heard or a timer. Everything that enters the key of
 * an event is here and was frozen at the source, so the same thing arriving again forms the same keys.
 */
export interface Origin extends Fingerprint {
  readonly brand: string;
  /** The capability that acts. */
  readonly owner: string;
  readonly cause: { readonly id: string; readonly subject: string; readonly time: Instant };
  /**
   * The hash of the cause as received. The same: a replay. Another under the same key: something is wrong. It is keyed where a
   * person or a device sent the cause; of what lies in the table or on the bus anyway it is not.
   */
  readonly hash: string;
  readonly actor: Actor;
  /** The item that settles a replay before anything else, where the cause alone does not name the event's key. */
  readonly once?: Key;
}

/** The part of an event that makes it what it is; what was decided on arrival (`recordedAt`, `seq`) is left out. */
export function eventHash(event: Event): string {
  return hashOf({ id: event.id, dataschema: event.dataschema, data: event.data });
}

/** The origin of what `owner` does because it heard `event`. */
export function heardBy(owner: string, event: Event): Origin {
  return {
    brand: event.brand,
    owner,
    cause: { id: event.id, subject: event.subject, time: event.time },
    hash: eventHash(event),
    actor: event.actor,
  };
}

/**
 * The same origin with an item that settles a replay before anything else: for what is heard and changes state without an
 * event of its own, or by events whose keys other content would not meet.
 */
export function settledOnce(origin: Origin): Origin {
  return { ...origin, once: { pk: `${origin.owner}#${origin.brand}#heard#${origin.cause.id}`, sk: 'once' } };
}
