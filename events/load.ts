import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EventDefinition } from './event.ts';

/** The files that define an event, `points/points.earned.ts`: each lies in the folder of its owner and has a dot in its name. */
export const definingFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^[a-z-]+[/\\][a-z-]+\.[a-z-]+\.ts$/.test(file))
    .sort();

async function definitionIn(file: string): Promise<EventDefinition> {
  const [definition, ...more] = Object.values((await import(file)) as Record<string, EventDefinition>);
  if (definition === undefined || more.length > 0)
    throw new Error(`${file} must export one event, and nothing else: export const … = defineEvent({ … })`);
  return definition;
}

/**
 * Every event of the product. In a bundle this file is replaced by imports of all those files, as a function finds no
 * folder to read.
 */
export const loaded: readonly EventDefinition[] = await Promise.all(
  definingFiles(import.meta.dirname).map((file) => definitionIn(join(import.meta.dirname, file))),
);
