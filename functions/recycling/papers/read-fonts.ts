import { create } from 'fontkit';
import { fonts } from './fonts.ts';

let read: typeof fonts | undefined;

/** The fonts, read once: to read them takes five times as long as all else of a paper. */
export function readFonts(): typeof fonts {
  read ??= { regular: create(fonts.regular), bold: create(fonts.bold) };
  return read;
}
