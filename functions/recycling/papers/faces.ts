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
  if (texts.every(simple)) {
    const plain = { regular: { name: 'regular', font: dejaVu.regular }, bold: { name: 'bold', font: dejaVu.bold } };
    return (_, weight) => plain[weight];
  }
  const shaping = await loadShaping();
  return (cluster, weight, among) => {
    for (const face of candidates(cluster, weight, among, shaping)) if (has(face.font, cluster)) return face;
    return undefined;
  };
}

/** The faces that may have a cluster: DejaVu, what packages say that they have, and thin letters in the place of bold ones. */
function* candidates(cluster: string, weight: Weight, among: string, shaping: Shaping): Generator<Face> {
  const dejaVu = (of: Weight) => opened(of, () => shaping(readFonts()[of], fonts[of]));
  yield dejaVu(weight);
  const codes = [...cluster].filter((each) => !unseen.test(each)).map(codeOf);
  for (const { ranges, files } of packagesFor(among).flatMap(partsOf)) {
    const file = files[weight];
    if (codes.every((code) => ranges.some(([first, last]) => first <= code && code <= last))) {
      yield opened(file, () => {
        const unpacked = sfntOf(readFileSync(file));
        return shaping(create(unpacked), unpacked);
      });
    }
  }
  yield dejaVu('regular');
}

const codeOf = (character: string): number => character.codePointAt(0) as number;

const has = (font: Font, cluster: string): boolean =>
  [...cluster].every((each) => unseen.test(each) || font.hasGlyphForCodePoint(codeOf(each)));

const faces = new Map<string, Face>();

/** A face that is opened once a function. */
function opened(name: string, open: () => Font): Face {
  const face = faces.get(name) ?? { name, font: open() };
  faces.set(name, face);
  return face;
}
