import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asReference, kinds, looksLikeReference, referenceOf, startsAsReference } from '#layers/reference/reference.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const letters = alphabet.slice(10);
const initials = fc.string({ unit: fc.constantFrom(...letters), minLength: 2, maxLength: 2 });
const kind = fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[]));
const reference = fc
  .tuple(initials, kind, fc.string(), fc.integer({ min: 1, max: 12 }))
  .map((parts) => referenceOf(...parts));
const bare = (text: string) => text.replaceAll('-', '');

describe('a reference', () => {
  it('is two letters of the brand, the kind, six characters and a check, in groups that one can read out', () => {
    fc.assert(
      fc.property(initials, kind, fc.string(), (ours, what, id) => {
        const made = referenceOf(ours, what, id, 1);
        expect(made).toMatch(/^[A-HJKMNP-TV-Z]{2}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
        expect(bare(made).startsWith(ours + kinds[what])).toBe(true);
        expect(asReference(made)).toBe(made);
        expect(referenceOf(ours, what, id, 1)).toBe(made);
      }),
    );
  });

  it('is another one with the next attempt', () => {
    const made = new Set(Array.from({ length: 12 }, (_, n) => referenceOf('MS', 'case', 'k-1', n + 1)));
    expect(made.size).toBe(12);
  });

  it('finds every wrong character, wherever it stands', () => {
    fc.assert(
      fc.property(reference, (made) => {
        const right = [...bare(made)];
        for (const [at, character] of right.entries()) {
          for (const wrong of alphabet) {
            if (wrong !== character) expect(asReference(right.with(at, wrong).join(''))).toBeUndefined();
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('finds every swap of neighbours that changes anything', () => {
    fc.assert(
      fc.property(reference, (made) => {
        const right = [...bare(made)];
        for (let at = 0; at + 1 < right.length; at++) {
          const [one, other] = [right[at], right[at + 1]] as [string, string];
          if (one !== other)
            expect(
              asReference(
                right
                  .with(at, other)
                  .with(at + 1, one)
                  .join(''),
              ),
            ).toBeUndefined();
        }
      }),
    );
  });

  it('is read however somebody writes it', () => {
    const written = fc
      .tuple(reference, fc.infiniteStream(fc.constantFrom('', ' ', '-', '–', '.')))
      .map(([made, gaps]) => {
        const misread: Record<string, string[]> = { 0: ['0', 'O', 'o'], 1: ['1', 'I', 'l', 'L'] };
        const typed = [...bare(made)].map((character, at) => {
          const [gap] = gaps.take(1);
          const like = misread[character] ?? [character, character.toLowerCase()];
          return `${gap}${like[at % like.length]}`;
        });
        return { made, typed: typed.join('') };
      });
    fc.assert(fc.property(written, ({ made, typed }) => expect(asReference(typed)).toBe(made)));
  });

  it('is told from an id, and from a reference with a character too few or too many', () => {
    for (const id of ['k-7HqT2mXb4a8Qk1eTzNwYgA', 'col-3vKp0mXb4a8Qk1eTzNwYgA', 'VU0123456789AB', 'k-1', '']) {
      expect([id, looksLikeReference(id), asReference(id)]).toEqual([id, false, undefined]);
    }
    for (const typed of ['MS-C7F3-K2Q', 'MS-C7F3-K2QBB', 'ms c7f3 k2qu']) {
      expect([typed, looksLikeReference(typed), asReference(typed)]).toEqual([typed, true, undefined]);
    }
    expect(startsAsReference('MS', 'case', 'MS-C7F3-K2QC')).toBe(true);
    expect(startsAsReference('MS', 'case', 'MS-C7F3-K2QB')).toBe(false);
    expect(startsAsReference('MS', 'case', 'MS-2024-1188')).toBe(false);
  });
});
