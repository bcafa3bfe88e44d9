import type { Language } from '#brands/programmes.ts';

/** What a template is filled with: figures and codes from the event; nothing personal. */
export type Values = Readonly<Record<string, string | number>>;

export interface Letter {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** What the one button of the mail says, where it has one. */
  readonly button?: string;
}

export type Texts = { [L in Language]: (to: { name: string; brand: string; values: Values }) => Letter };

/** Kept by language, as making one takes longer than all else in a letter. */
const dateFormats = new Map<Language, Intl.DateTimeFormat>();

/** A civil day as people of a language write it. */
export function date(day: string | number | undefined, language: Language): string {
  const format = dateFormats.get(language) ?? new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  dateFormats.set(language, format);
  return format.format(new Date(`${day}T00:00:00Z`));
}
