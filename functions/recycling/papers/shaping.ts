import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Font, GlyphRun } from 'fontkit';
import type * as HarfBuzz from 'harfbuzzjs';

const { resolve } = createRequire(import.meta.url);

/** Every run from right to left has this feature of OpenType (right-to-left alternates): pdfkit hands it down to `layout`. */
export const rightToLeft = 'rtla';

/** Gives the same font, whose letters are put in their places by HarfBuzz. */
export type Shaping = (font: Font, file: Uint8Array) => Font;

let shaping: Promise<Shaping> | undefined;

/**
 * HarfBuzz, loaded once. It joins Arabic letters and puts Indian vowels where they belong; what comes with pdfkit does it for few
 * scripts, and stops at the marks of Punjabi.
 */
export function loadShaping(): Promise<Shaping> {
  shaping ??= import(pathToFileURL(resolve('harfbuzzjs')).href).then((harfBuzz: typeof HarfBuzz): Shaping => {
    return (font, file) => {
      const shaper = new harfBuzz.Font(new harfBuzz.Face(new harfBuzz.Blob(file)));
      return Object.create(font, {
        layout: {
          value: (text: string, features?: readonly string[]) => shaped(harfBuzz, font, shaper, text, features),
        },
      });
    };
  });
  return shaping;
}

function shaped(
  { Buffer, ClusterLevel, Direction, shape }: typeof HarfBuzz,
  font: Font,
  shaper: HarfBuzz.Font,
  text: string,
  features: readonly string[] = [],
): GlyphRun {
  const buffer = new Buffer();
  buffer.addText(text);
  buffer.guessSegmentProperties();
  const turned = features.includes(rightToLeft);
  buffer.setDirection(turned ? Direction.RTL : Direction.LTR);
  buffer.setClusterLevel(ClusterLevel.CHARACTERS);
  shape(shaper, buffer);
  const infos = buffer.getGlyphInfos();
  const positions = buffer.getGlyphPositions().map(({ xAdvance, yAdvance, xOffset, yOffset }) => ({
    xAdvance,
    yAdvance,
    xOffset,
    yOffset,
  }));
  return {
    glyphs: infos.map((info) => {
      const characters = readAs(font, text, info, infos, turned);
      return font.getGlyph(
        info.codepoint,
        [...characters].map((character) => character.codePointAt(0) as number),
      );
    }),
    positions,
    advanceWidth: positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0),
  };
}

/** A glyph of shaped text, by its number in the font, and the index of the first character that it shows. */
interface Shaped {
  readonly codepoint: number;
  readonly cluster: number;
}

/**
 * The characters that a glyph stands for: all up to the next glyph's. Where characters became several glyphs, it is what it shows by
 * itself, or what the others leave. From right to left brackets and joined letters are what they show, for readers turn them about.
 */
function readAs(font: Font, text: string, glyph: Shaped, all: readonly Shaped[], turned: boolean): string {
  const own = ({ codepoint }: Shaped) => font.stringsForGlyph(codepoint);
  const next = Math.min(...all.map(({ cluster }) => cluster).filter((cluster) => cluster > glyph.cluster), text.length);
  const shown = text.slice(glyph.cluster, next);
  const others = all.filter((other) => other !== glyph && other.cluster === glyph.cluster);
  if (others.length > 0) {
    const taken = others.flatMap(own);
    return own(glyph)[0] ?? [...shown.normalize('NFD')].filter((character) => !taken.includes(character)).join('');
  }
  return turned && /^(\p{Bidi_Mirrored}|..+)$/u.test(shown) ? (own(glyph)[0] ?? shown) : shown;
}
