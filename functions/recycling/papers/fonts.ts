import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

/** Letters of every language that a name may be written in, not only those of the PDF's own fonts. In a bundle they are in it. */
export const fonts: { readonly regular: Uint8Array; readonly bold: Uint8Array } = {
  regular: readFileSync(resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')),
  bold: readFileSync(resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')),
};
