import MessageFormat from '@messageformat/core';
import compileModule from '@messageformat/core/lib/compile-module.js';
import { inEachLanguage } from '../notice.ts';
import type { Written } from './folders.ts';
import { eachText, options } from './messages.ts';

/** The code of a module whose default export is the compiled texts. Nothing is parsed when it runs. */
export function compiledModule({ texts }: Written): string {
  const messages = inEachLanguage((language) => eachText(texts[language], (message) => message));
  return compileModule(new MessageFormat(Object.keys(messages), options), messages);
}
