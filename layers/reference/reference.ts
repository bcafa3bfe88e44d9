import { idFrom } from '#layers/table/hash.ts';

/** Crockford's base 32: digits and capitals without I, L and O, which look like 1 and 0, and without U. https://www.crockford.com/base32.html */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What has a reference, by the character that it begins with after the brand's: two kinds never share one. */
export const kinds = { case: 'C', collection: 'B', redemption: 'R' } as const;
export type Kind = keyof typeof kinds;

/**
 * The reference of a thing, such as `MS-C7F3-K2QB`: what people read out and type in place of its id. The brand's initials,
 * the kind, six characters that follow from the id, and the check. With another `attempt` the six are others.
 */
export function referenceOf(initials: string, kind: Kind, id: string, attempt: number): string {
  const chosen = Buffer.from(idFrom(id, String(attempt)), 'base64url').subarray(0, 6);
  const body = `${initials}${kinds[kind]}${[...chosen].map((byte) => alphabet[byte % 32]).join('')}`;
  return spelt(`${body}${alphabet[checkOf(body)]}`);
}

/** A text as far as it can stand in a reference: capitals, O as 0, I and L as 1, and no spaces, dashes or the like. */
const charactersOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');

/** A reference, however somebody wrote it; undefined where its check does not hold, or it is none. */
export function asReference(text: string): string | undefined {
  const characters = charactersOf(text);
  const known = [...characters].every((character) => alphabet.includes(character));
  return known && characters.length === length && checkOf(characters) === 0 ? spelt(characters) : undefined;
}

/** Whether somebody who wrote this meant a reference, be it with a character too few or too many. No id is so short. */
export const looksLikeReference = (text: string): boolean =>
  /^[\w\s‐-―-]+$/.test(text) && Math.abs(charactersOf(text).length - length) <= 1;

/** Whether a text that is of no use otherwise was to be a reference of this kind: it begins as one and its check fails. */
export const startsAsReference = (initials: string, kind: Kind, text: string): boolean =>
  looksLikeReference(text) && asReference(text) === undefined && charactersOf(text).startsWith(initials + kinds[kind]);

const length = 10;

const spelt = (characters: string): string =>
  [characters.slice(0, 2), characters.slice(2, 6), characters.slice(6)].join('-');

/**
 * The value of the check character that follows these: 0 where they end with theirs. Damm's quasigroup of order 32
 * (H. M. Damm, "Total anti-symmetrische Quasigruppen", Marburg 2004, example 5.2): each character is added in the field of 32
 * elements and the sum doubled, by x⁵ + x² + 1. So every wrong character and every swap of neighbours is found.
 */
function checkOf(characters: string): number {
  return [...characters].reduce((sum, character) => {
    const doubled = (sum ^ alphabet.indexOf(character)) << 1;
    return doubled < 32 ? doubled : doubled ^ 0b100101;
  }, 0);
}
