/** A logo as shapes on a square, each the path of an SVG with its colour, from the lowest to the topmost. */
export interface Drawing {
  /** How long the square's side is, in the units of the paths. */
  readonly side: number;
  readonly shapes: readonly { readonly fill: string; readonly path: string }[];
}

const shape = /\s*<path fill="(#[0-9a-f]{6})" d="([^"]+)"\/>\s*/y;

/**
 * The drawing in an SVG, which holds a square view box, a title and filled paths, and nothing else: so papers and pictures show the same.
 * Throws with the file and what may stand there.
 */
export function drawingIn(svg: string, file: string): Drawing {
  const [, side, width, inner] =
    /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 (\d+) (\d+)">\s*<title>[^<]+<\/title>(.*)<\/svg>\s*$/s.exec(
      svg,
    ) ?? [];
  const shapes: Drawing['shapes'][number][] = [];
  shape.lastIndex = 0;
  for (let found = shape.exec(inner ?? ''); found !== null; found = shape.exec(inner ?? '')) {
    shapes.push({ fill: found[1] as string, path: found[2] as string });
    if (shape.lastIndex === inner?.length && side === width) return { side: Number(side), shapes };
  }
  throw new Error(
    `${file} must hold a square viewBox from 0 0, a <title>, <path fill="#rrggbb" d="…"/> for each shape, and nothing else`,
  );
}
