import MessageFormat from '@messageformat/core';
import { inEachLanguage, type Loaded } from '../notice.ts';
import type { Written } from './folders.ts';
import { eachText, options } from './messages.ts';

/** Compiles the texts to functions, here and now. */
export function compiled({ layout, notices, texts }: Written): Loaded {
  const inLanguages = inEachLanguage((language) => {
    const format = new MessageFormat(language, options);
    return eachText(texts[language], (message) => format.compile(message));
  });
  return { layout, notices, texts: inLanguages };
}
