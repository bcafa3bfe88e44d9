import { readFileSync } from 'node:fs';
import { create, type Font } from 'fontkit';
import { packagesFor } from './font-packages.ts';
import { partsOf, type Weight } from './font-parts.ts';
import { fonts } from './fonts.ts';
import { readFonts } from './read-fonts.ts';
import { sfntOf } from './sfnt.ts';
import { loadShaping, type Shaping } from './shaping.ts';

/** A font as papers use it, by the name under which a PDF registers it. */
export interface Face {
  readonly name: string;
  readonly font: Font;
}

/** Gives the face that shows a cluster of characters whole; undefined where none does. `among` is the text that it stands in. */
export type Faces = (cluster: string, weight: Weight, among: string) => Face | undefined;

/** What DejaVu alone shows wrongly: letters that run from right to left, and marks on letters. */
const intricate = /[\p{Mark}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Thaana}]/u;

/** What is never seen by itself, such as a joiner: no font needs to have it. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Control}]/u;

const weights = ['regular', 'bold'] as const satisfies Weight[];

/** The faces for papers on which these texts stand. Texts that DejaVu shows by itself read nothing more than DejaVu. */
export async function facesFor(texts: readonly string[]): Promise<Faces> {
  const dejaVu = readFonts();
  const simple = (text: string) => !intricate.test(text) && weights.every((weight) => has(dejaVu[weight], text));
  if (texts.every(simple)) return (_, weight) => ({ name: weight, font: dejaVu[weight] });
  const shaping = await loadShaping();
  const first = (weight: Weight) => opened(weight, () => shaping(dejaVu[weight], fonts[weight]));
  return (cluster, weight, among) => {
    for (const face of [
      () => [first(weight)],
      () => others(cluster, weight, among, shaping),
      () => [first('regular')],
    ]) {
      const found = face().find(({ font }) => has(font, cluster));
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/** The faces beside DejaVu that may have a cluster, by what their packages say. */
function others(cluster: string, weight: Weight, among: string, shaping: Shaping): Face[] {
  const [character] = [...cluster].filter((each) => !unseen.test(each));
  const code = character?.codePointAt(0) ?? 0;
  return packagesFor(among)
    .flatMap(partsOf)
    .filter(({ ranges }) => ranges.some(([low, high]) => low <= code && code <= high))
    .map(({ files: { [weight]: file } }) =>
      opened(file, () => {
        const unpacked = sfntOf(readFileSync(file));
        return shaping(create(unpacked), unpacked);
      }),
    );
}

const has = (font: Font, cluster: string): boolean =>
  [...cluster].every((each) => unseen.test(each) || font.hasGlyphForCodePoint(each.codePointAt(0) as number));

const faces = new Map<string, Face>();

/** A face that is opened once a function. */
function opened(name: string, open: () => Font): Face {
  const face = faces.get(name) ?? { name, font: open() };
  faces.set(name, face);
  return face;
}
