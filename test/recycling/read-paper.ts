/** Reads a paper as its reader does: the words on it, and the code that a scanner finds in its picture. */
import { PDFiumLibrary } from '@hyzyla/pdfium';
import jsqr from 'jsqr';
import { extractText, getDocumentProxy } from 'unpdf';

const pdfium = PDFiumLibrary.init();

/** The words of a PDF, line by line. */
export async function linesOf(pdf: Uint8Array): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(Uint8Array.from(pdf)), { mergePages: true });
  return text.split('\n');
}

/** What the QR code on a PDF's first page says; undefined where there is none. */
export async function scanned(pdf: Uint8Array): Promise<string | undefined> {
  const document = await (await pdfium).loadDocument(pdf);
  try {
    const picture = await document.getPage(0).render({ scale: 2, render: 'bitmap' });
    const read = jsqr as unknown as typeof jsqr.default;
    return read(new Uint8ClampedArray(picture.data), picture.width, picture.height)?.data;
  } finally {
    document.destroy();
  }
}
