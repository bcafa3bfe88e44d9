import { writtenDay } from '#events/values/day.ts';

/**
 * A civil day as people of a language write it; a word in the place of a day as it is, for a text is written with all that it
 * selects from.
 */
export function day(value: unknown, language: string): string {
  const at = Date.parse(`${value}T00:00:00Z`);
  return Number.isNaN(at) ? `${value}` : writtenDay(at, language, 'UTC');
}
