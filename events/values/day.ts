import type { InEachLanguage } from '../event.ts';

/** Kept by language and zone, as making one takes longer than all else in a text. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The day of an instant by the clocks of a zone, as people of a language write it: 30 de noviembre de 2027. */
export function writtenDay(at: number, language: string, timeZone: string): string {
  const key = `${language} ${timeZone}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone });
  formats.set(key, format);
  return format.format(at);
}

/** An instant as the day on which it falls in `zone`. */
export const toldInstant = (at: string, zone: string): InEachLanguage => told(Date.parse(at), zone);

/** A civil day, `2027-11-30`, in words. */
export const toldDay = (day: string): InEachLanguage => told(Date.parse(`${day}T00:00:00Z`), 'UTC');

const told = (at: number, zone: string): InEachLanguage => ({
  es: writtenDay(at, 'es', zone),
  ca: writtenDay(at, 'ca', zone),
  en: writtenDay(at, 'en', zone),
});
