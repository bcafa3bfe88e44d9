import { create, type Font } from 'fontkit';
import { fonts } from './fonts.ts';

let read: { readonly regular: Font; readonly bold: Font } | undefined;

/** The fonts, read once: to read them takes five times as long as all else of a paper. */
export function readFonts(): NonNullable<typeof read> {
  read ??= { regular: create(fonts.regular), bold: create(fonts.bold) };
  return read;
}
