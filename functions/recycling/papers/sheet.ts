import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { encode } from 'uqr';
import { logoDrawing } from '#brands/logos.ts';
import type { Language, Programme } from '#brands/programmes.ts';
import type { Instant } from '#layers/time/clock.ts';
import { code128 } from './code128.ts';
import { type Faces, facesFor } from './faces.ts';
import { ink } from './page.ts';
import { readFonts } from './read-fonts.ts';
import { type Line, typeset } from './typesetting.ts';

export interface About {
  readonly title: string;
  readonly language: Language;
  /** When it was made. The same paper of the same instant has the same bytes. */
  readonly at: Instant;
}

export interface Words {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  /** Letters are this large, or as much smaller as it takes to stay within `height`. */
  readonly size: number;
  readonly height?: number;
  readonly bold?: boolean;
  readonly colour?: string;
  readonly align?: 'left' | 'center' | 'right';
}

/** What can be put on a sheet. */
export interface Sheet {
  /** Writes a text; gives where it ends. */
  words(text: string, words: Words): number;
  box(at: { left: number; top: number; width: number; height: number; colour: string; thick?: number }): void;
  line(at: { left: number; top: number; width: number; colour: string; dashed?: boolean }): void;
  disc(at: { left: number; top: number; across: number; colour: string }): void;
  logo(at: { left: number; top: number; side: number }): void;
  qr(text: string, at: { left: number; top: number; side: number }): void;
  barcode(text: string, at: { left: number; top: number; width: number; height: number }): void;
}

/**
 * A sheet of a brand on which `draw` puts all there is, as a PDF. `draw` is called twice: which fonts are read follows from what it
 * writes.
 */
export async function pdf({ id, name }: Programme, about: About, draw: (sheet: Sheet) => void): Promise<Uint8Array> {
  const { title, language, at } = about;
  const made = new PDFDocument({
    size: 'A4',
    margin: 0, // every text has its place: none goes on to another page
    font: '', // it would read one of its own from a file, which a bundle does not hold
    lang: language,
    displayTitle: true,
    info: { Title: title, Author: name, CreationDate: new Date(at), ModDate: new Date(at) },
  });
  const written = buffer(made);
  const faces = await facesFor(textsOf(draw));
  draw(sheetOn(made, id, faces));
  made.end();
  return written;
}

const smallest = 4;

/** All that `draw` writes. */
function textsOf(draw: (sheet: Sheet) => void): string[] {
  const texts: string[] = [];
  const nothing = () => undefined;
  draw({
    words: (text, { top }) => {
      texts.push(text);
      return top;
    },
    box: nothing,
    line: nothing,
    disc: nothing,
    logo: nothing,
    qr: nothing,
    barcode: nothing,
  });
  return texts;
}

/** From one line to the next there is this much more than the font asks for, of the size of letters. */
const lineGap = 0.15;

/** How much of the room that a line leaves is before it. */
const shareBefore = { left: 0, center: 0.5, right: 1 };

const sheetOn = (made: PDFKit.PDFDocument, brand: string, faces: Faces): Sheet => ({
  words(
    text,
    { left, top, width, size, height = Number.POSITIVE_INFINITY, bold = false, colour = ink.text, align = 'left' },
  ) {
    const weight = bold ? 'bold' : 'regular';
    const { ascent, descent, lineGap: gap, unitsPerEm } = readFonts()[weight];
    const pitch = (ascent - descent + gap) / unitsPerEm + lineGap;
    const set = typeset(text, (cluster) => faces(cluster, weight, text));
    let points = size;
    while (points > smallest && set.count(width / points) * pitch * points > height) points -= 0.5;
    made.fillColor(colour);
    const placed = set.lines(width / points);
    for (const [at, line] of placed.entries()) {
      const before = shareBefore[align] * (width - line.width * points);
      write(made, line, { left: left + before, baseline: top + (at * pitch + ascent / unitsPerEm) * points, points });
    }
    return top + placed.length * pitch * points;
  },
  box({ left, top, width, height, colour, thick = 1 }) {
    made.rect(left, top, width, height).lineWidth(thick).stroke(colour);
  },
  line({ left, top, width, colour, dashed = false }) {
    made.save().lineWidth(0.8);
    if (dashed) made.dash(4, { space: 3 });
    made
      .moveTo(left, top)
      .lineTo(left + width, top)
      .stroke(colour)
      .restore();
  },
  disc({ left, top, across, colour }) {
    made.circle(left + across / 2, top + across / 2, across / 2).fill(colour);
  },
  logo({ left, top, side }) {
    const drawing = logoDrawing(brand);
    made
      .save()
      .translate(left, top)
      .roundedRect(0, 0, side, side, side / 6)
      .clip()
      .scale(side / drawing.side);
    for (const { fill, path } of drawing.shapes) made.path(path).fill(fill);
    made.restore();
  },
  qr(text, { left, top, side }) {
    const { data, size } = encode(text, { ecc: 'Q', border: 0 });
    const square = side / size;
    for (const [y, row] of data.entries()) {
      // Dark squares side by side are one bar: no printer shows a seam, and the PDF is smaller.
      for (const { index, 0: dark } of row.map(Number).join('').matchAll(/1+/g)) {
        made.rect(left + index * square, top + y * square, dark.length * square, square);
      }
    }
    made.fill('#000000');
  },
  barcode(text, { left, top, width, height }) {
    const widths = code128(text);
    const module = width / widths.reduce((sum, each) => sum + each, 0);
    let at = left;
    for (const [turn, each] of widths.entries()) {
      if (turn % 2 === 0) made.rect(at, top, each * module, height);
      at += each * module;
    }
    made.fill(ink.text);
  },
});

/** Writes a line. Of letters that are rearranged the PDF also says how they are written, for whoever copies or searches them. */
function write(made: PDFKit.PDFDocument, line: Line, at: { left: number; baseline: number; points: number }): void {
  let { left } = at;
  if (line.rearranged) made.markContent('Span', { actual: line.text });
  for (const { text, face, features, width } of line.runs) {
    made.registerFont(face.name, face.font).font(face.name).fontSize(at.points);
    made.text(text, left, at.baseline, { lineBreak: false, baseline: 'alphabetic', ...(features && { features }) });
    left += width * at.points;
  }
  if (line.rearranged) made.endMarkedContent();
}
