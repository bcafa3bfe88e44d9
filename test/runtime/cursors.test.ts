import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromOpaque, toOpaque } from '#layers/table/cursor.ts';
import { anyCharacter } from '../support/characters.ts';

describe('a cursor', () => {
  it('gives back what it was made of, and stands in an address as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: anyCharacter, maxLength: 50 }), { maxLength: 8 }), (parts) => {
        const opaque = toOpaque(parts);
        expect(opaque).toMatch(/^[\w-]*$/);
        expect(fromOpaque(opaque)).toEqual(JSON.parse(JSON.stringify(parts)));
      }),
    );
  });

  it('that somebody made up is none', () => {
    const opaque = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.jsonValue().map(opaque)), (made) => {
        const parts = fromOpaque(made);
        // Where it happens to be a list of texts, it is that and nothing else.
        if (parts !== undefined) expect(parts.every((part) => typeof part === 'string')).toBe(true);
      }),
      { numRuns: 500 },
    );
    for (const made of [
      '',
      'garbage',
      '%%%',
      opaque({}),
      opaque([1]),
      opaque([['a']]),
      opaque(null),
      'W10'.repeat(99),
    ]) {
      expect(fromOpaque(made)).toBeUndefined();
    }
    expect(fromOpaque(opaque(Array.from({ length: 9 }, () => 'a')))).toBeUndefined();
    expect(fromOpaque(opaque(['a'.repeat(1025)]))).toBeUndefined();
    expect(fromOpaque(opaque(['\ud800']))).toBeUndefined();
  });
});
