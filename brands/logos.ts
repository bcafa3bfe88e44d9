import type { Drawing } from './drawing.ts';
import { drawings, pictures } from './load-logos.ts';

/** A brand's logo as shapes, sharp at any size. */
export function logoDrawing(brand: string): Drawing {
  const drawing = drawings[brand];
  if (drawing === undefined) throw new Error(`this deployment does not carry ${brand}`);
  return drawing;
}

/** A brand's logo as a PNG, for mails: no mail program can be relied on to show an SVG. */
export function logoPicture(brand: string): Buffer {
  const picture = pictures[brand];
  if (picture === undefined) throw new Error(`this deployment does not carry ${brand}`);
  return Buffer.from(picture, 'base64');
}
