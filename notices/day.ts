/** Kept by language, as making one takes longer than all else in a text. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A civil day as people of a language write it; a word in the place of a day as it is, for a text is written with all that it
 * selects from.
 */
export function day(value: unknown, language: string): string {
  const at = Date.parse(`${value}T00:00:00Z`);
  if (Number.isNaN(at)) return `${value}`;
  const format = formats.get(language) ?? new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  formats.set(language, format);
  return format.format(at);
}
