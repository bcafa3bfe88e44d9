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

/** A civil day as people of a language write it. */
export const date = (day: string | number | undefined, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
