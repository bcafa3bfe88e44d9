import type { EventDefinition } from './event.ts';
import { loaded } from './load.ts';

/** Every event of the product, by type: whatever lies in `events/<owner>/`. */
export const catalogue: ReadonlyMap<string, EventDefinition> = new Map(
  loaded.map((definition) => [definition.type, definition]),
);
