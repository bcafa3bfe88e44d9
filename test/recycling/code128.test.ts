import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { code128 } from '../../functions/recycling/papers/code128.ts';

/** The symbols of a code, each the widths of its bars and spaces; the last one is the stop, which has one bar more. */
function symbolsOf(widths: readonly number[]): string[] {
  const text = widths.join('');
  const whole = text.slice(0, -7).match(/.{6}/g) ?? [];
  return [...whole, text.slice(-7)];
}

const printable = fc.string({ unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)) });

describe('a barcode in Code 128', () => {
  it('is what the standard says of a start, letters, digits, a check and the stop', () => {
    // Start B, P J J 1 2 3 C, the check (104 + 1×48 + 2×42 + 3×42 + 4×17 + 5×18 + 6×19 + 7×35) mod 103 = 55, stop.
    expect(symbolsOf(code128('PJJ123C'))).toEqual([
      '211214',
      '313121',
      '112133',
      '112133',
      '123221',
      '223211',
      '221132',
      '131321',
      '311321',
      '2331112',
    ]);
  });

  it('has three bars and three spaces in 11 modules for each character, the bars of an even width, and no two alike', () => {
    const all = Array.from({ length: 95 }, (_, n) => symbolsOf(code128(String.fromCharCode(32 + n)))[1] as string);
    expect(new Set(all).size).toBe(95);
    for (const symbol of all) {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = [...symbol].map(Number);
      expect([symbol, a + b + c + d + e + f, (a + c + e) % 2]).toEqual([symbol, 11, 0]);
    }
  });

  it('is another one for every other text', () => {
    fc.assert(
      fc.property(printable, printable, (one, other) => {
        expect(code128(one).join('') === code128(other).join('')).toBe(one === other);
      }),
    );
  });

  it('is refused for what it has no symbol for', () => {
    for (const text of ['Ñ', '\n', '€']) expect(() => code128(text)).toThrow('printable ASCII');
  });
});
