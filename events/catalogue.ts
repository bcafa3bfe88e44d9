import { type Event, type EventDefinition, type InEachLanguage, presentData } from './event.ts';
import { loaded } from './load.ts';

/** Every event of the product, by type: whatever lies in `events/<owner>/`. */
export const catalogue: ReadonlyMap<string, EventDefinition> = new Map(
  loaded.map((definition) => [definition.type, definition]),
);

/** How people read an event; its type, where this deployment knows it no more. */
export function inWords(event: Pick<Event, 'type' | 'dataschema' | 'data'>, language: keyof InEachLanguage): string {
  const definition = catalogue.get(event.type);
  return definition === undefined ? event.type : definition.tells(presentData(definition, event))[language];
}
