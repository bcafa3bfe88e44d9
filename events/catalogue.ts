import { type Event, type EventDefinition, type InEachLanguage, type Names, presentData, schemaName } from './event.ts';
import { loaded } from './load.ts';

/** Every event of the product, by type: whatever lies in `events/<owner>/`. */
export const catalogue: ReadonlyMap<string, EventDefinition> = new Map(
  loaded.map((definition) => [definition.type, definition]),
);

/** How people read an event; undefined where it tells them nothing, or this deployment knows it no more. */
export function inWords(
  event: Pick<Event, 'type' | 'dataschema' | 'data'>,
  language: keyof InEachLanguage,
  names: Names,
): string | undefined {
  const definition = catalogue.get(event.type);
  return definition?.tells(presentData(definition, event), names)?.[language];
}

/** An event with the sort key under which it stands. */
interface Placed {
  readonly sk: string;
  readonly event: Event;
}

/**
 * Events in the order of their sort keys as people read them: what one change says of several accounts of a customer stands
 * in one line, with the events that it is made of.
 */
export function linesOf<Each extends Placed>(sorted: readonly Each[]): { event: Event; of: [Each, ...Each[]] }[] {
  const lines: [Each, ...Each[]][] = [];
  for (const each of sorted) {
    const line = lines.at(-1);
    if (line !== undefined && isOneChange(line[0], each)) line.push(each);
    else lines.push([each]);
  }
  return lines.map((of) => ({ event: asOne(of.map(({ event }) => event) as [Event, ...Event[]]), of }));
}

const isOneChange = (a: Placed, b: Placed): boolean =>
  a.sk === b.sk && a.event.type === b.event.type && catalogue.get(a.event.type)?.together !== undefined;

function asOne(events: readonly [Event, ...Event[]]): Event {
  const [first] = events;
  const definition = catalogue.get(first.type);
  if (events.length === 1 || definition?.together === undefined) return first;
  const data = definition.together(events.map((event) => presentData(definition, event)));
  return { ...first, dataschema: schemaName(definition.type, definition.version), data };
}
