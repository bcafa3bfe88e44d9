import bidiFactory from 'bidi-js';
import LineBreaker from 'linebreak';
import type { Face } from './faces.ts';
import { rightToLeft } from './shaping.ts';

/** Letters side by side of one face and direction. Widths are for letters of size 1. */
export interface Run {
  readonly text: string;
  readonly face: Face;
  readonly features: (typeof rightToLeft)[] | undefined;
  readonly width: number;
}

/** A line: what it says, and its runs from left to right as they are seen. */
export interface Line {
  readonly text: string;
  readonly runs: readonly Run[];
  readonly width: number;
  /** Its glyphs, read from left to right, say something else: several show one character, or they stand in another order. */
  readonly rearranged: boolean;
}

/** A text that is broken into lines of a width, for letters of size 1. */
export interface Typeset {
  /** How many lines it takes. */
  count(width: number): number;
  lines(width: number): Line[];
}

/** What stands in the place of a character that no font has. */
const replacement = '\ufffd';

const bidi = bidiFactory();
const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });
const words = new Intl.Segmenter('en', { granularity: 'word' });

/** A cluster of characters that are seen as one, from `start` to `end` of the text; an odd level runs from right to left. */
interface Letter {
  readonly start: number;
  readonly end: number;
  readonly shown: string;
  readonly face: Face;
  readonly level: number;
}

/** What stays together on a line, and is followed by a space perhaps; `whole` is its width with that. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly width: number;
  readonly whole: number;
}

/**
 * Sets a text in type: each cluster in the face that has it, broken where Unicode allows it (UAX 14), words in the order that is seen
 * (UAX 9). A word that is wider than a line is broken anywhere.
 */
export function typeset(text: string, faceOf: (cluster: string) => Face | undefined): Typeset {
  const paragraphs = text.split('\n').map((paragraph) => typesetParagraph(paragraph, faceOf));
  return {
    count: (width) => paragraphs.reduce((sum, { count }) => sum + count(width), 0),
    lines: (width) => paragraphs.flatMap(({ lines }) => lines(width)),
  };
}

function typesetParagraph(text: string, faceOf: (cluster: string) => Face | undefined): Typeset {
  const embedding = bidi.getEmbeddingLevels(text);
  const letters = lettersOf(text, embedding.levels, faceOf);
  const widthBetween = (start: number, end: number) => widthOf(runsOf(lettersBetween(letters, start, end)));
  const piece = (start: number, end: number): Piece => {
    const seen = start + text.slice(start, end).trimEnd().length;
    return { start, end: seen, width: widthBetween(start, seen), whole: widthBetween(start, end) };
  };
  let pieces: Piece[] | undefined;
  const line = (start: number, end: number): Line => {
    const order = bidi.getReorderedIndices(text, embedding, start, end - 1);
    const runs = runsOf(lettersBetween(letters, start, end)).sort(
      (a, b) => order.indexOf(a.start) - order.indexOf(b.start),
    );
    const rearranged =
      runs.every(({ features }) => features === undefined) && runs.some(({ read, text }) => read !== text);
    return { text: text.slice(start, end), runs, width: widthOf(runs), rearranged };
  };
  const apart = new Map<Piece, Piece[]>();
  const lettersApart = (word: Piece): Piece[] => {
    const found =
      apart.get(word) ?? lettersBetween(letters, word.start, word.end).map(({ start, end }) => piece(start, end));
    apart.set(word, found);
    return found;
  };
  const broken = (width: number) => {
    pieces ??= placesToBreak(text).map((end, at, ends) => piece(ends[at - 1] ?? 0, end));
    return filled(
      pieces.flatMap((word) => (word.width <= width ? [word] : lettersApart(word))),
      width,
    );
  };
  const unbroken = line(0, text.trimEnd().length);
  return {
    count: (width) => (unbroken.width <= width ? 1 : broken(width).length),
    lines: (width) => (unbroken.width <= width ? [unbroken] : broken(width).map(({ start, end }) => line(start, end))),
  };
}

/**
 * Each cluster in its face: that of the whole word where one face has it, so that letters join; else its own. Spaces are of the face
 * before them. Of a cluster that no face has whole, every character is in its own; what none has is replaced.
 */
function lettersOf(text: string, levels: Uint8Array, faceOf: (cluster: string) => Face | undefined): Letter[] {
  const letters: Letter[] = [];
  const add = (face: Face, start: number, written: string, shown = written) => {
    letters.push({ start, end: start + written.length, shown, face, level: levels[start] ?? 0 });
  };
  for (const { part: word, at } of segmentsOf(text, words)) {
    const before = letters.at(-1)?.face;
    const goesOn = before !== undefined && word.trim() === '' && before.font.hasGlyphForCodePoint(word.charCodeAt(0));
    const whole = goesOn ? before : faceOf(word);
    for (const { part: cluster, at: start } of segmentsOf(word, clusters, at)) {
      const face = whole ?? faceOf(cluster);
      if (face !== undefined) add(face, start, cluster);
      else addEach(cluster, start);
    }
  }
  return letters;

  function addEach(cluster: string, at: number) {
    let start = at;
    for (const character of cluster) {
      const face = faceOf(character);
      if (face !== undefined) add(face, start, character);
      else add(faceOf(replacement) as Face, start, character, replacement);
      start += character.length;
    }
  }
}

const segmentsOf = (text: string, by: Intl.Segmenter, from = 0) =>
  [...by.segment(text)].map(({ segment, index }) => ({ part: segment, at: from + index }));

const lettersBetween = (letters: readonly Letter[], start: number, end: number): Letter[] =>
  letters.filter((letter) => letter.start >= start && letter.start < end);

/** Letters as runs, in the order in which they are written. */
function runsOf(letters: readonly Letter[]): (Run & { readonly start: number; readonly read: string })[] {
  const alike: Letter[][] = [];
  for (const letter of letters) {
    const before = alike.at(-1)?.at(-1);
    if (before?.face === letter.face && before.level === letter.level) alike.at(-1)?.push(letter);
    else alike.push([letter]);
  }
  return alike.map((each) => {
    const { face, level, start } = each[0] as Letter;
    const text = each.map(({ shown }) => shown).join('');
    const features: Run['features'] = level % 2 === 1 ? [rightToLeft] : undefined;
    const { glyphs, advanceWidth } = face.font.layout(text, features);
    const read = String.fromCodePoint(...glyphs.flatMap(({ codePoints }) => codePoints));
    return { start, text, face, features, width: advanceWidth / face.font.unitsPerEm, read };
  });
}

const widthOf = (runs: readonly Run[]): number => runs.reduce((sum, { width }) => sum + width, 0);

/** The end of each part of a text after which a line may end. */
function placesToBreak(text: string): number[] {
  const breaker = new LineBreaker(text);
  const places: number[] = [];
  for (let found = breaker.nextBreak(); found !== null; found = breaker.nextBreak()) places.push(found.position);
  return places;
}

/** Lines, from the start of the first piece to the end of the last that has room on it. */
function filled(pieces: readonly Piece[], width: number): { start: number; end: number }[] {
  const lines: { start: number; end: number; used: number }[] = [];
  for (const piece of pieces) {
    const line = lines.at(-1);
    if (line === undefined || line.used + piece.width > width) {
      lines.push({ start: piece.start, end: piece.end, used: piece.whole });
    } else {
      line.end = piece.end;
      line.used += piece.whole;
    }
  }
  return lines;
}
