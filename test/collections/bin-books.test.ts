import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { days, hours, instant, later, minutes } from '#layers/time/clock.ts';
import { inForce, type Paper } from '../../functions/collections/books/collection.ts';
import {
  balanceOf,
  carriedBy,
  countedWith,
  countFrom,
  type Deposit,
  type Emptying,
  longestDelay,
  together,
} from '../../functions/collections/rules.ts';

const start = Date.parse('2026-11-01T00:00:00.000Z');
const settle = hours(24);

interface Reported extends Emptying {
  readonly reportedAt: string;
}

/** Deposits that are known at once, within days, or as late as can be. */
const deposits = fc.array(
  fc
    .tuple(
      fc.integer({ min: 0, max: days(100) }),
      fc.oneof(fc.integer({ min: 0, max: hours(1) }), fc.integer({ min: 0, max: longestDelay })),
    )
    .map(([at, delay]): Deposit => ({ time: instant(start + at), recordedAt: instant(start + at + delay) })),
  { maxLength: 60 },
);

/** Emptyings that are reported at once, or so late that others were counted meanwhile. */
const emptyings = fc.uniqueArray(
  fc
    .tuple(
      fc.integer({ min: 0, max: days(120) }),
      fc.oneof(fc.integer({ min: 0, max: hours(2) }), fc.integer({ min: 0, max: days(40) })),
    )
    .map(([at, delay]): Reported => {
      const [emptiedAt, reportedAt] = [instant(start + at), instant(start + at + delay)];
      const settled = later(emptiedAt, settle);
      return { emptiedAt, reportedAt, closesAt: settled > reportedAt ? settled : reportedAt };
    }),
  { maxLength: 12, selector: ({ emptiedAt }) => emptiedAt },
);

/** What is counted with an emptying two minutes after its books close, by what is known then. */
function countOf(mine: Reported, all: readonly Reported[], history: readonly Deposit[]): Deposit[] {
  const now = later(mine.closesAt, minutes(2));
  const known = all.filter(({ reportedAt }) => reportedAt <= now);
  const from = countFrom(known, mine) ?? '';
  const readable = history.filter(({ time, recordedAt }) => recordedAt <= now && time >= from);
  return readable.filter((deposit) => countedWith(known, deposit)?.emptiedAt === mine.emptiedAt);
}

describe('the deposits of a machine', () => {
  it('are each counted with one emptying, or lie in the bin still, whatever is reported when', () => {
    fc.assert(
      fc.property(deposits, emptyings, (history, all) => {
        const counts = all.map((mine) => countOf(mine, all, history));
        for (const deposit of history) {
          const times = counts.filter((count) => count.includes(deposit)).length;
          expect(times).toBe(countedWith(all, deposit) === undefined ? 0 : 1);
        }
      }),
      { numRuns: 700 },
    );
  });

  it('that were known in time are counted with the emptying that carried them', () => {
    fc.assert(
      fc.property(deposits, emptyings, (history, all) => {
        const prompt = all.filter(({ emptiedAt, reportedAt }) => reportedAt <= later(emptiedAt, hours(2)));
        for (const { time } of history) {
          const deposit = { time, recordedAt: time };
          expect(countedWith(prompt, deposit)).toEqual(carriedBy(prompt, deposit));
        }
      }),
    );
  });

  it('that come when their books are closed are counted with the next', () => {
    const [first, next] = ['2026-11-08T10:00:00.000Z', '2026-11-15T10:00:00.000Z'].map((emptiedAt) => ({
      emptiedAt,
      closesAt: later(emptiedAt, settle),
    })) as [Emptying, Emptying];
    const known = (recordedAt: string) => ({ time: '2026-11-08T09:00:00.000Z', recordedAt });
    expect(countedWith([first, next], known('2026-11-09T10:00:00.000Z'))).toBe(first);
    expect(countedWith([first, next], known('2026-11-09T10:00:00.001Z'))).toBe(next);
    expect(carriedBy([next, first], known('2026-11-09T10:00:00.001Z'))).toBe(first);
    expect(countedWith([first], known('2026-11-09T10:00:00.001Z'))).toBeUndefined();
  });
});

const material = fc.constantFrom('pet', 'can', 'glass', 'carton', 'constructor', '__proto__');
const masses = fc.uniqueArray(fc.record({ material, grams: fc.nat({ max: 2_000_000 }) }), {
  selector: (mass) => mass.material,
});
const sum = (all: readonly { grams: number }[]) => all.reduce((total, { grams }) => total + grams, 0);

describe('a balance', () => {
  it('holds every gram that any of the three says, once', () => {
    fc.assert(
      fc.property(masses, masses, masses, (deposited, weighed, received) => {
        const balance = balanceOf({ deposited, weighed, received }, { perMille: 3, grams: 300 });
        const of = (which: 'deposited' | 'weighed' | 'received') =>
          sum(balance.map((each) => ({ grams: each[which] })));
        expect([of('deposited'), of('weighed'), of('received')]).toEqual([sum(deposited), sum(weighed), sum(received)]);
        expect(new Set(balance.map((each) => each.material)).size).toBe(balance.length);
      }),
    );
  });

  it('agrees up to the share or the grams that are allowed, whichever is more, and not a gram beyond', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2_000_000 }), fc.nat({ max: 20 }), fc.nat({ max: 1000 }), (grams, perMille, least) => {
        const allowed = Math.max(least, Math.floor((grams * perMille) / 1000));
        const mass = (grams: number) => [{ material: 'glass', grams }];
        const agrees = (weighed: number, received: number) =>
          balanceOf(
            { deposited: mass(grams), weighed: mass(weighed), received: mass(received) },
            { perMille, grams: least },
          )[0]?.agrees;
        expect([agrees(grams, grams), agrees(grams + allowed, grams), agrees(grams, grams + allowed)]).toEqual([
          true,
          true,
          true,
        ]);
        expect([agrees(grams + allowed + 1, grams), agrees(grams, grams + allowed + 1)]).toEqual([false, false]);
      }),
    );
  });

  it('does not agree when scale and recycler are apart, though each is near the deposits', () => {
    const mass = (grams: number) => [{ material: 'pet', grams }];
    const apart = { deposited: mass(1000), weighed: mass(1300), received: mass(700) };
    expect(balanceOf(apart, { perMille: 0, grams: 300 })).toMatchObject([{ agrees: false }]);
  });
});

describe('sums by material', () => {
  it('are the same in any order and any portions', () => {
    const containers = fc.array(fc.record({ material, count: fc.integer({ min: 1 }), grams: fc.nat() }));
    fc.assert(
      fc.property(containers, containers, containers, (a, b, c) => {
        expect(together(together(c, a), b)).toEqual(together([...a, ...b, ...c]));
        expect(sum(together(a, b, c))).toBe(sum([...a, ...b, ...c]));
      }),
    );
  });
});

describe('a paper that others correct', () => {
  it('is out of force, and the last of the chain is in force', () => {
    const masses = [{ material: 'pet', grams: 1 }];
    const paper = (id: string, replaces?: string) => ({ id, replaces, masses }) as Paper;
    const chain = [paper('1'), paper('2', '1'), paper('3', '2'), paper('other')];
    expect(inForce(chain).map(({ id }) => id)).toEqual(['3', 'other']);
    expect(inForce(chain.toReversed()).map(({ id }) => id)).toEqual(['other', '3']);
    const nothing = { ...paper('4', '3'), masses: [] };
    expect(inForce([...chain, nothing]).map(({ id }) => id)).toEqual(['other']);
  });
});
