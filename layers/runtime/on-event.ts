import type { SQSRecord } from 'aws-lambda';
import { type Programme, programmeOf } from '#brands/programmes.ts';
import { Envelope, type Event, type EventDefinition, type EventOf, presentData } from '#events/event.ts';
import { heardBy, type Origin } from '#layers/table/origin.ts';
import { notPending } from '#layers/table/pending.ts';
import type { Contract } from './contract.ts';
import { DeadLetter, notKnownYet, whatIsWrong } from './dead-letter.ts';
import { neededVariables } from './needed-variables.ts';
import { logsWith } from './observe.ts';
import { onRecord } from './records.ts';

/** What a handler has beside the event: the brand's programme, and the origin under which it commits. */
export interface Heard {
  readonly programme: Programme;
  readonly origin: Origin;
}

type Hears<C extends Contract> = C['hears'][number];

type Handlers<C extends Contract> = {
  [Type in Hears<C>['type']]: (
    event: EventOf<Extract<Hears<C>, EventDefinition<Type>>>,
    heard: Heard,
  ) => Promise<unknown>;
};

/** The entry of the events that a capability hears, one handler each. */
export function onEvent<C extends Contract>(contract: C, handlers: Handlers<C>) {
  const definitions = new Map(contract.hears.map((definition) => [definition.type, definition]));
  const run = async (record: SQSRecord) => {
    const event = received(record);
    const { brand, id, type, subject, cause } = event;
    logsWith({ brand, event: id, type, subject, cause: cause.id });
    const definition = definitions.get(event.type);
    if (definition === undefined)
      throw notKnownYet('unknown-type', `${contract.capability} does not hear ${event.type}`);
    const data = definition.data.safeParse(presentDataOf(definition, event));
    if (!data.success) throw new DeadLetter('bad-body', whatIsWrong(data.error));
    const programme = programmeOf(event.brand);
    if (programme === undefined) throw notKnownYet('unknown-brand', `no programme for ${event.brand}`);
    const handler = handlers[event.type as Hears<C>['type']] as (event: Event, heard: Heard) => Promise<unknown>;
    await handler({ ...event, data: data.data }, { programme, origin: heardBy(contract.capability, event) });
  };
  const settled = async (record: SQSRecord) => {
    const id = eventIdIn(record);
    if (id !== undefined) await notPending(contract.capability, id);
  };
  return onRecord(run, { settled, needs: neededVariables(contract, 'on-event') });
}

function presentDataOf(definition: EventDefinition, event: Event): Record<string, unknown> {
  try {
    return presentData(definition, event);
  } catch (error) {
    throw notKnownYet('unknown-version', (error as Error).message);
  }
}

/** The envelope that EventBridge carried; its own id and time are never read. */
function received(record: SQSRecord): Event {
  const envelope = Envelope.safeParse(detailOf(record));
  if (!envelope.success) throw new DeadLetter('bad-envelope', whatIsWrong(envelope.error));
  return envelope.data;
}

function detailOf(record: SQSRecord): unknown {
  try {
    return (JSON.parse(record.body) as { detail?: unknown }).detail;
  } catch {
    throw new DeadLetter('not-json', 'the message is not JSON');
  }
}

function eventIdIn(record: SQSRecord): string | undefined {
  try {
    return received(record).id;
  } catch {
    return undefined;
  }
}
