import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import '../support/environment.ts';
import { containersIn } from '../../functions/devices/deposits.ts';

const items = fc.array(
  fc.record({
    material: fc.constantFrom('pet', 'can', 'glass', 'constructor', 'to-string'),
    grams: fc.integer({ min: 0, max: 50_000 }),
  }),
  { maxLength: 200 },
);

const total = (numbers: number[]) => numbers.reduce((sum, each) => sum + each, 0);

describe('what a machine says of a deposit', () => {
  it('counts every container and every gram of it once, under its own material', () => {
    fc.assert(
      fc.property(items, (items) => {
        const sums = containersIn(items);
        expect(total(sums.map(({ count }) => count))).toBe(items.length);
        expect(total(sums.map(({ grams }) => grams))).toBe(total(items.map(({ grams }) => grams)));
        expect(new Set(sums.map(({ material }) => material)).size).toBe(sums.length);
        for (const { material, count, grams } of sums) {
          const own = items.filter((item) => item.material === material);
          expect([count, grams]).toEqual([own.length, total(own.map((item) => item.grams))]);
        }
      }),
    );
  });

  it('lists materials in the order in which they came', () => {
    const thrown = ['glass', 'pet', 'glass'].map((material) => ({ material, grams: 10 }));
    expect(containersIn(thrown)).toEqual([
      { material: 'glass', count: 2, grams: 20 },
      { material: 'pet', count: 1, grams: 10 },
    ]);
  });
});
