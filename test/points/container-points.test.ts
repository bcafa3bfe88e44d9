import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { containerPoints } from '../../functions/points/rules.ts';

interface Container {
  material: string;
  count: number;
}

const rulesOf = (figures: readonly (readonly [string, number])[]) => ({
  name: { one: { es: 'punto' }, other: { es: 'puntos' } },
  expireAfterMonths: 12,
  deposits: { id: 'containers', version: 7, perContainer: Object.fromEntries(figures) },
});

/** Container by container, and figure by figure. */
function counted(figures: readonly (readonly [string, number])[], containers: readonly Container[]): number {
  let points = 0;
  for (const { material, count } of containers) {
    for (let one = 0; one < count; one++) {
      for (const [named, each] of figures) if (named === material) points += each;
    }
  }
  return points;
}

/** Some are names that every JavaScript object answers to. */
const materials = fc.oneof(
  fc.constantFrom('pet', 'can', 'glass', 'carton'),
  fc.constantFrom('constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'length', ''),
  fc.string({ maxLength: 4 }),
);
const figures = fc.uniqueArray(fc.tuple(materials, fc.integer({ min: 0, max: 1000 })), { selector: ([name]) => name });
const containers = fc.array(fc.record({ material: materials, count: fc.integer({ min: 1, max: 50 }) }));

describe('the points for containers', () => {
  it('are the sum of each container’s figure, as if counted one by one', () => {
    fc.assert(
      fc.property(figures, containers, (figures, containers) => {
        const points = counted(figures, containers);
        expect(containerPoints(rulesOf(figures), containers)).toEqual(
          points > 0 ? { points, rule: 'containers', ruleVersion: 7 } : { points: 0, refused: 'nothing-counts' },
        );
      }),
      { numRuns: 500 },
    );
  });

  it('do not depend on the order of the containers, nor on how they are summed up', () => {
    fc.assert(
      fc.property(figures, containers, (figures, containers) => {
        const oneByOne = containers.flatMap(({ material, count }) =>
          Array.from({ length: count }, () => ({ material, count: 1 })),
        );
        const whole = containerPoints(rulesOf(figures), containers);
        expect(containerPoints(rulesOf(figures), oneByOne.reverse())).toEqual(whole);
      }),
    );
  });

  it.each(['constructor', '__proto__', 'toString', 'wood'])(
    'are none for %s, which the programme does not name',
    (material) => {
      expect(containerPoints(rulesOf([['pet', 2]]), [{ material, count: 3 }])).toEqual({
        points: 0,
        refused: 'nothing-counts',
      });
      expect(
        containerPoints(rulesOf([['pet', 2]]), [
          { material, count: 3 },
          { material: 'pet', count: 1 },
        ]),
      ).toMatchObject({
        points: 2,
      });
    },
  );

  it('are none where the programme has no rule for them, and the refusal says so', () => {
    for (const rules of [undefined, {}]) {
      expect(containerPoints(rules, [{ material: 'pet', count: 3 }])).toEqual({ points: 0, refused: 'no-rule' });
    }
  });
});
