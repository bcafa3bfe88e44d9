import type { InEachLanguage } from '../event.ts';

/** Things one after the other, with the language's "and" before the last. */
export function listed(things: readonly InEachLanguage[]): InEachLanguage {
  const inOne = (language: keyof InEachLanguage) =>
    new Intl.ListFormat(language).format(things.map((each) => each[language]));
  return { es: inOne('es'), ca: inOne('ca'), en: inOne('en') };
}
