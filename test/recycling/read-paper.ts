/** Reads a paper as its reader does: the words on it, and the code that a scanner finds in its picture. */
import { PDFiumLibrary } from '@hyzyla/pdfium';
import jsqr from 'jsqr';
import { extractText, getDocumentProxy, getResolvedPDFJS } from 'unpdf';

const pdfium = PDFiumLibrary.init();

/** The words of a PDF, line by line. */
export async function linesOf(pdf: Uint8Array): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(Uint8Array.from(pdf)), { mergePages: true });
  return text.split('\n');
}

/** How many pages a PDF has. */
export const pagesOf = async (pdf: Uint8Array): Promise<number> =>
  (await getDocumentProxy(Uint8Array.from(pdf))).numPages;

/** The words of a PDF as Chrome's reader gives them to somebody who copies them, line by line. */
export async function copiedLinesOf(pdf: Uint8Array): Promise<string[]> {
  const document = await (await pdfium).loadDocument(pdf);
  try {
    return [...document.pages()].flatMap((page) => page.getText().split(/\r?\n/));
  } finally {
    document.destroy();
  }
}

/** How many of a PDF's letters are the box that a font shows for what it lacks. */
export async function boxesOf(pdf: Uint8Array): Promise<number> {
  const { OPS } = await getResolvedPDFJS();
  const document = await getDocumentProxy(Uint8Array.from(pdf));
  const page = await document.getPage(1);
  const { fnArray, argsArray } = await page.getOperatorList();
  const shown = argsArray.flatMap((args, at) => (fnArray[at] === OPS.showText ? args[0] : []));
  return shown.filter((glyph: { originalCharCode?: number } | number) => Object(glyph).originalCharCode === 0).length;
}

/** What the QR code on a PDF's first page says; undefined where there is none. */
export async function scanned(pdf: Uint8Array): Promise<string | undefined> {
  const document = await (await pdfium).loadDocument(pdf);
  try {
    const page = await document.getPage(0).render({ scale: 1, render: 'bitmap' });
    const seen = seenByScanner(page);
    const read = jsqr as unknown as typeof jsqr.default;
    return seen && read(seen.data, seen.width, seen.height)?.data;
  } finally {
    document.destroy();
  }
}

/** So many pixels of white are seen around a code. */
const margin = 16;

/**
 * What a scanner sees that is held over the code: what is wholly black on the page, with some of the page around it. No letter
 * is wholly black. To look for a code on the whole page takes seconds.
 */
function seenByScanner({ data: page, width, height }: { data: Uint8Array; width: number; height: number }) {
  let [left, right, top, bottom] = [width, 0, height, 0];
  for (let at = 0, pixel = 0; at < page.length; at += 4, pixel++) {
    if (page[at] !== 0 || page[at + 1] !== 0 || page[at + 2] !== 0) continue;
    const x = pixel % width;
    const y = (pixel - x) / width;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  if (right < left) return undefined;
  const from = { x: Math.max(0, left - margin), y: Math.max(0, top - margin) };
  const seen = {
    width: Math.min(width, right + margin) - from.x,
    height: Math.min(height, bottom + margin) - from.y,
  };
  const data = new Uint8ClampedArray(4 * seen.width * seen.height);
  for (let y = 0; y < seen.height; y++) {
    const start = 4 * ((from.y + y) * width + from.x);
    data.set(page.subarray(start, start + 4 * seen.width), 4 * y * seen.width);
  }
  return { data, ...seen };
}
