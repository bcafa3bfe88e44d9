import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { expiring, lotOf } from '../../functions/points/rules.ts';

const madrid = 'Europe/Madrid';
const canary = 'Atlantic/Canary';

/** The month that a zone's calendars show, by another way than the product's. */
function monthIn(zone: string): (at: string) => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit' });
  return (at) => format.format(Date.parse(at));
}

const calendars = new Map([madrid, canary].map((zone) => [zone, monthIn(zone)]));

const months = fc
  .tuple(fc.integer({ min: 2025, max: 2029 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => `${year}-${String(month).padStart(2, '0')}`);
/** A lot that was spent is empty; one that was taken back after it was spent may be less. */
const lots = fc
  .array(fc.tuple(months, fc.integer({ min: -50, max: 5000 })), { maxLength: 20 })
  .map((entries) => new Map(entries));
const instants = fc
  .date({ min: new Date('2025-01-01'), max: new Date('2029-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());

describe('the points that will expire', () => {
  it('are all that has not, each lot with its last day, soonest first', () => {
    fc.assert(
      fc.property(lots, instants, fc.constantFrom(madrid, canary), (lots, asOf, zone) => {
        const thisMonth = (calendars.get(zone) as (at: string) => string)(asOf);
        const good = [...lots].filter(([month, points]) => points > 0 && month >= thisMonth);
        const shown = expiring(lots, asOf, zone);

        const sum = (points: number[]) => points.reduce((a, b) => a + b, 0);
        expect(sum(shown.map(({ points }) => points))).toBe(sum(good.map(([, points]) => points)));
        expect(shown.map(({ on }) => on.slice(0, 7)).toSorted()).toEqual(good.map(([month]) => month).toSorted());
        expect(shown.map(({ on }) => on)).toEqual(shown.map(({ on }) => on).toSorted());
        for (const { on } of shown) {
          const dayAfter = new Date(Date.parse(on) + 86_400_000).toISOString();
          expect([on.slice(0, 7) >= thisMonth, dayAfter.slice(8, 10)]).toEqual([true, '01']);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    [madrid, '2026-11-30T22:59:59.999Z', [{ on: '2026-11-30', points: 40 }]],
    [madrid, '2026-11-30T23:00:00.000Z', []],
    [canary, '2026-11-30T23:59:59.999Z', [{ on: '2026-11-30', points: 40 }]],
    [canary, '2026-12-01T00:00:00.000Z', []],
    [madrid, '2026-06-30T21:59:59.999Z', [{ on: '2026-11-30', points: 40 }]],
  ])('in %s, at %s, are good until the last civil moment of their month', (zone, asOf, shown) => {
    expect(expiring(new Map([['2026-11', 40]]), asOf, zone)).toEqual(shown);
  });

  it('in a leap year last until the 29th of February', () => {
    expect(expiring(new Map([['2028-02', 1]]), '2028-02-29T12:00:00.000Z', madrid)).toEqual([
      { on: '2028-02-29', points: 1 },
    ]);
  });
});

describe('the lot in which points are booked', () => {
  const rules = { name: { es: 'puntos' }, expireAfterMonths: 12 };

  it.each([
    [madrid, '2026-11-30T22:59:59.999Z', '2027-11'],
    [madrid, '2026-11-30T23:00:00.000Z', '2027-12'],
    [canary, '2026-11-30T23:00:00.000Z', '2027-11'],
    [madrid, '2028-02-29T10:00:00.000Z', '2029-02'],
  ])('in %s, for a deposit at %s, is %s', (zone, at, lot) => {
    expect(lotOf(at, zone, rules)).toBe(lot);
  });

  it('is never one that has expired already', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 120 }), fc.constantFrom(madrid, canary), (at, months, zone) => {
        const lot = lotOf(at, zone, { ...rules, expireAfterMonths: months });
        expect(expiring(new Map([[lot, 1]]), at, zone)).toHaveLength(1);
      }),
    );
  });
});
