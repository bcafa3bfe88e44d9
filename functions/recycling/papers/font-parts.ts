import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

const { resolve } = createRequire(import.meta.url);

/** How thick letters are. */
export type Weight = 'regular' | 'bold';

const inFileNames = { regular: 400, bold: 700 } as const satisfies Record<Weight, number>;

/** A part of a font that lies in a file of its own, by weight. */
export interface FontPart {
  readonly files: Readonly<Record<Weight, string>>;
  /** The first and the last of characters that stand side by side in it. */
  readonly ranges: readonly (readonly [number, number])[];
}

const read = new Map<string, readonly FontPart[]>();

/**
 * The parts of a font's package, read once. A function finds packages in its layer, everything else in `node_modules`: Node looks in
 * both by itself.
 */
export function partsOf(name: string): readonly FontPart[] {
  const before = read.get(name);
  if (before !== undefined) return before;
  const list = resolve(`${name}/unicode.json`);
  const parts = Object.entries<string>(JSON.parse(readFileSync(list, 'utf8'))).map(([part, ranges]) => {
    const file = (weight: Weight) =>
      join(
        dirname(list),
        'files',
        `${basename(name)}-${part.replace(/[[\]]/g, '')}-${inFileNames[weight]}-normal.woff`,
      );
    return {
      files: { regular: file('regular'), bold: file('bold') },
      ranges: ranges.split(',').map((range): [number, number] => {
        const [first = '', last = first] = range.replace('U+', '').split('-');
        return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
      }),
    };
  });
  read.set(name, parts);
  return parts;
}
