import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { encode } from 'uqr';
import type { Language, Programme } from '#brands/programmes.ts';
import type { Instant } from '#layers/time/clock.ts';
import { fonts } from './fonts.ts';

/** A sheet of paper in the brand's look. The same content gives the same bytes. */
export interface Paper {
  readonly title: string;
  readonly language: Language;
  readonly at: Instant;
  readonly paragraphs: readonly string[];
  readonly rows: readonly { readonly name: string; readonly text: string }[];
  readonly foot?: string;
  readonly qr?: string;
}

const page = { width: 595.28, height: 841.89, margin: 56 };
const width = page.width - 2 * page.margin;
/** How wide a QR code is. */
const side = 168;

/** The paper as a PDF. */
export async function pdf({ name, look }: Programme, paper: Paper): Promise<Uint8Array> {
  const { title, language, at, paragraphs, rows, foot, qr } = paper;
  const made = new PDFDocument({
    size: 'A4',
    margin: page.margin,
    font: '', // it would read one of its own from a file, which a bundle does not hold
    lang: language,
    displayTitle: true,
    info: { Title: title, Author: name, CreationDate: new Date(at), ModDate: new Date(at) },
  });
  const written = buffer(made);
  made.registerFont('bold', fonts.bold).registerFont('regular', fonts.regular);
  made.rect(0, 0, page.width, 84).fill(look.colour);
  made.fillColor('#ffffff').font('bold').fontSize(24).text(name, page.margin, 28, { width });
  made.fillColor('#1c1c1c').fontSize(20).text(title, page.margin, 116, { width });
  made.moveDown(0.6).font('regular').fontSize(11);
  for (const paragraph of paragraphs) made.text(paragraph, { width, lineGap: 3 }).moveDown(0.6);
  made.moveDown(0.6);
  if (qr !== undefined) draw(made, qr, made.y);
  const beside = qr === undefined ? width : width - side - 24;
  for (const row of rows) {
    made.font('bold').fontSize(9).fillColor(look.colour).text(row.name, { width: beside });
    made.font('regular').fontSize(13).fillColor('#1c1c1c').text(row.text, { width: beside, lineGap: 2 }).moveDown(0.6);
  }
  const end = Math.max(made.y + 12, 740);
  if (foot !== undefined) made.fontSize(8).fillColor('#555555').text(foot, page.margin, end, { width, lineGap: 2 });
  made.end();
  return written;
}

/** A QR code of squares, not of points, at the right: it prints sharp at any size. */
function draw(made: PDFKit.PDFDocument, text: string, top: number): void {
  const { data, size } = encode(text, { ecc: 'Q', border: 0 });
  const square = side / size;
  const left = page.width - page.margin - side;
  for (const [y, row] of data.entries()) {
    for (const [x, dark] of row.entries()) {
      if (dark) made.rect(left + x * square, top + y * square, square, square);
    }
  }
  made.fill('#000000');
}
