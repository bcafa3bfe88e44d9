import { buffer } from 'node:stream/consumers';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import PDFDocument from 'pdfkit';
import type { Drawing } from '#brands/drawing.ts';
import { png } from './png.ts';

/** As wide as a mail shows it (40), for screens of 2.4 pixels a point. */
const side = 96;

/** A logo as a picture: the PNG of what a reader of PDFs shows of its shapes, as papers have them. */
export async function pictureOf({ side: units, shapes }: Drawing): Promise<Buffer> {
  const page = new PDFDocument({ size: [side, side], margin: 0, font: '' });
  const written = buffer(page);
  page.scale(side / units);
  for (const { fill, path } of shapes) page.path(path).fill(fill);
  page.end();
  const pdfium = await PDFiumLibrary.init();
  try {
    const document = await pdfium.loadDocument(await written);
    const { data, width, height } = await document.getPage(0).render({ scale: 1, render: 'bitmap' });
    document.destroy();
    return png(data, width, height);
  } finally {
    pdfium.destroy();
  }
}
