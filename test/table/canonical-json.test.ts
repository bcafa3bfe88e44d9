import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical, hashOf, idFrom, keyedHash } from '#layers/table/hash.ts';

type Json = fc.JsonValue;

/** The same value, written with the fields of every object in another order. */
function reordered(value: Json): Json {
  if (Array.isArray(value)) return value.map(reordered);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, field]) => [name, reordered(field as Json)]),
  );
}

describe('canonical JSON', () => {
  it('says the same as the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 500 },
    );
  });

  it('is the same whoever wrote the value, in whatever order of fields', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonical(reordered(value))).toBe(canonical(value));
        expect(hashOf(reordered(value))).toBe(hashOf(value));
      }),
      { numRuns: 500 },
    );
  });

  it('differs for values that differ', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 2 }), fc.jsonValue({ maxDepth: 2 }), (a, b) => {
        const equal = JSON.stringify(reordered(reordered(a))) === JSON.stringify(reordered(reordered(b)));
        if (equal) expect(canonical(a)).toBe(canonical(b));
        if (canonical(a) === canonical(b)) expect(JSON.parse(JSON.stringify(a))).toEqual(JSON.parse(JSON.stringify(b)));
      }),
    );
    expect(canonical([[1], 2])).not.toBe(canonical([1, [2]]));
    expect(canonical({ a: '1' })).not.toBe(canonical({ a: 1 }));
    expect(canonical({ a: {} })).not.toBe(canonical({ a: [] }));
  });

  it('sorts fields at every depth and leaves no white space', () => {
    expect(canonical({ b: [{ d: 1, c: null }], a: 'ñ "' })).toBe('{"a":"ñ \\"","b":[{"c":null,"d":1}]}');
    expect(canonical({ Z: 1, a: 2, __proto__: null })).toBe('{"Z":1,"a":2}');
  });

  it('leaves out what is undefined, as JSON does', () => {
    expect(canonical({ a: undefined, b: { c: undefined } })).toBe('{"b":{}}');
    expect(canonical([undefined, 1])).toBe('[null,1]');
    expect(hashOf({ a: 1, b: undefined })).toBe(hashOf({ a: 1 }));
  });
});

describe('hashes', () => {
  it('are as long as they say and safe in a key and in an address', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), fc.string(), (value, a, b) => {
        expect(hashOf(value)).toMatch(/^[\w-]{43}$/);
        expect(idFrom(a, b)).toMatch(/^[\w-]{22}$/);
        expect(keyedHash('key', a, b)).toMatch(/^[\w-]{22}$/);
      }),
    );
  });

  it('tell nothing of a card’s number to who has not the key', () => {
    expect(keyedHash('one key', 'retorno', 'card', '12345678')).not.toBe(
      keyedHash('another', 'retorno', 'card', '12345678'),
    );
    expect(keyedHash('one key', 'retorno', 'card', '12345678')).not.toBe(idFrom('retorno', 'card', '12345678'));
    expect(keyedHash('one key', 'retorno', 'card', '1')).not.toBe(keyedHash('one key', 'mixsoon', 'card', '1'));
  });
});
