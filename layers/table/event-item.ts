import type * as z from 'zod';
import { type Event, type EventDefinition, type SubjectKind, schemaName } from '#events/event.ts';
import { type Instant, now } from '#layers/time/clock.ts';
import type { Item, Key } from './change.ts';
import { idFrom } from './hash.ts';
import type { Origin } from './origin.ts';

/** An event about to be committed. */
export interface Said<Data = unknown> {
  readonly definition: EventDefinition;
  /** The id of the thing that it is about. */
  readonly about: string;
  /** Which part of the cause it answers (`line:3`): never a rule, a state or a decision. */
  readonly effect: string;
  readonly data: Data;
}

/** An event, typed by its definition. */
export function say<Definition extends EventDefinition>(
  definition: Definition,
  said: { about: string; effect: string; data: z.infer<Definition['data']> },
): Said {
  return { definition, ...said };
}

/** An event as it lies in the table: the envelope, its key, and the hash of the cause as received. */
export type EventItem = Item & Event & { readonly hash: string };

export const eventPartition = (brand: string, subject: string): string => `event#${brand}#${subject}`;

export const subjectOf = (kind: SubjectKind, id: string): string => `${kind}#${id}`;

/** The key of an event: a pure function of its cause, so that a replay finds it taken. */
export function eventKey(origin: Origin, subject: string, effect: string): Key {
  const { time, id } = origin.cause;
  return { pk: eventPartition(origin.brand, subject), sk: `${time}#${id}#${origin.owner}#${effect}` };
}

export const eventId = (key: Key): string => idFrom(key.pk, key.sk);

/** An event as it is stored. `seq` is how many events its transaction says before it. */
export function eventItem(origin: Origin, said: Said, recordedAt: Instant = now(), seq = 0): EventItem {
  const { definition, about, effect, data } = said;
  if (definition.owner !== origin.owner) throw new Error(`${origin.owner} may not say ${definition.type}`);
  const subject = subjectOf(definition.about, about);
  const key = eventKey(origin, subject, effect);
  return {
    ...key,
    specversion: '1.0',
    id: eventId(key),
    type: definition.type,
    dataschema: schemaName(definition.type, definition.version),
    source: `vuelta/${definition.owner}`,
    subject,
    time: origin.cause.time,
    data: definition.data.parse(data),
    brand: origin.brand,
    cause: origin.cause,
    actor: origin.actor,
    ...(seq > 0 && { seq }),
    recordedAt,
    hash: origin.hash,
  };
}

/** The envelope of a stored event, as it travels. */
export function envelopeOf(item: Item): Event {
  const { pk: _pk, sk: _sk, hash: _hash, ...envelope } = item as EventItem;
  return envelope;
}
