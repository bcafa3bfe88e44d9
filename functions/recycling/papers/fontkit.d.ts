/* fontkit comes without types; a font that it has read is a source of letters to pdfkit. */
declare module 'fontkit' {
  /** Letters side by side. Measures are in the font's units, of which `unitsPerEm` are as much as the size of the letters. */
  export interface GlyphRun {
    readonly glyphs: readonly Glyph[];
    readonly positions: readonly { xAdvance: number; yAdvance: number; xOffset: number; yOffset: number }[];
    readonly advanceWidth: number;
  }

  export interface Glyph {
    readonly id: number;
    readonly codePoints: readonly number[];
  }

  export interface Font extends Uint8Array {
    readonly unitsPerEm: number;
    readonly ascent: number;
    readonly descent: number;
    readonly lineGap: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    /** The glyph of this number, which stands for these characters where somebody copies or searches them. */
    getGlyph(id: number, codePoints: readonly number[]): Glyph;
    /** The characters that by themselves are shown by this glyph. */
    stringsForGlyph(id: number): readonly string[];
    layout(text: string, features?: readonly string[]): GlyphRun;
  }

  export function create(font: Uint8Array): Font;
}
