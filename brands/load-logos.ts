import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Drawing, drawingIn } from './drawing.ts';
import { brandsFolder, loaded } from './load.ts';

/** No mail should be much larger by its logo. */
const largestPicture = 6_000;

/** Each brand's `logo.svg`. */
export const drawings: Readonly<Record<string, Drawing>> = Object.fromEntries(
  Object.keys(loaded).map((brand) => [
    brand,
    drawingIn(readFileSync(join(brandsFolder, brand, 'logo.svg'), 'utf8'), `brands/${brand}/logo.svg`),
  ]),
);

/** Each brand's `logo.png`, as base64. */
export const pictures: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(loaded).map((brand) => {
    const picture = readFileSync(join(brandsFolder, brand, 'logo.png'));
    if (picture.length > largestPicture)
      throw new Error(`brands/${brand}/logo.png has ${picture.length} bytes, and may have ${largestPicture}`);
    return [brand, picture.toString('base64')];
  }),
);
