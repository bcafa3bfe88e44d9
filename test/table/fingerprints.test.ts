import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { withheld, withoutWithheld } from '#events/values/withheld.ts';
import { fingerprintOf, isOf } from '#layers/table/fingerprint.ts';
import { hashOf } from '#layers/table/hash.ts';

const content = { number: '4012888812341881' };
const other = { number: '4012888800001881' };

describe('the fingerprint of what was sent', () => {
  it('is another under another key, and names its key', () => {
    const [one, two] = [fingerprintOf(content, ['one']), fingerprintOf(content, ['two'])];
    expect(one.hash).toMatch(/^[\w-]{6}\.[\w-]{43}$/);
    expect(new Set([one.hash.slice(0, 6), two.hash.slice(0, 6)]).size).toBe(2);
    expect(one.hash.slice(7)).not.toBe(two.hash.slice(7));
    expect(fingerprintOf(other, ['one']).hash.slice(0, 7)).toBe(one.hash.slice(0, 7));
  });

  it('knows again what was kept before another key was put in force, and what was kept by functions that are ahead', () => {
    const kept = fingerprintOf(content, ['old', 'new']).hash;
    const keptSince = fingerprintOf(content, ['new', 'old']).hash;
    expect(keptSince).not.toBe(kept);
    for (const keys of [
      ['new', 'old'],
      ['old', 'new'],
    ]) {
      expect([kept, keptSince].map((each) => isOf(each, fingerprintOf(content, keys)))).toEqual([true, true]);
      expect([kept, keptSince].map((each) => isOf(each, fingerprintOf(other, keys)))).toEqual([false, false]);
    }
  });

  it('is neither the same nor another where the key is gone under which it was kept: that is an error', () => {
    const { hash } = fingerprintOf(content, ['gone']);
    expect(() => isOf(hash, fingerprintOf(content, ['new', 'old']))).toThrow('is not among the stage’s keys');
  });

  it('compares hashes without a key as they are', () => {
    expect(isOf(hashOf(content), { hash: hashOf(content) })).toBe(true);
    expect(isOf(hashOf(other), { hash: hashOf(content) })).toBe(false);
  });

  it('is not taken without a key', () => {
    expect(() => fingerprintOf(content, [])).toThrow('no key');
    expect(() => fingerprintOf(content, [''])).toThrow('no key');
  });
});

const password = () => withheld(z.string());

it.each<[string, z.ZodType, unknown, unknown]>([
  ['as it is', z.object({ name: z.string(), password: password() }), { name: 'A', password: 'x' }, { name: 'A' }],
  ['further checked', z.object({ password: password().max(80).optional() }), { password: 'x' }, {}],
  ['with a default', z.object({ password: password().default('') }), { password: 'x' }, {}],
  ['nested', z.object({ as: z.object({ password: password() }) }), { as: { password: 'x', b: 1 } }, { as: { b: 1 } }],
  ['in a list', z.object({ passwords: z.array(password()) }), { passwords: ['x'] }, {}],
  [
    'in a union',
    z.union([z.object({ password: password() }), z.object({ a: z.int() })]),
    { password: 'x', a: 1 },
    { a: 1 },
  ],
  [
    'before a change of form',
    z.object({ password: password().transform((text) => text.length) }),
    { password: 'x' },
    {},
  ],
  [
    'beside what no schema knows',
    z.object({ password: password() }),
    { password: 'x', colour: 'red' },
    { colour: 'red' },
  ],
  ['where the body is none', z.object({ password: password() }), 'x', 'x'],
])('a withheld field is left out %s', (_, schema, sent, left) => {
  expect(JSON.parse(JSON.stringify(withoutWithheld(schema, sent)))).toEqual(left);
});
