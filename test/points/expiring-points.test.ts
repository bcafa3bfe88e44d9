import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { expiring, expiryOf, good, lotOf, type Share, sumOf, take } from '../../functions/points/ledger/lots.ts';

const madrid = 'Europe/Madrid';
const canary = 'Atlantic/Canary';

/** The month that a zone's calendars show, by another way than the product's. */
function monthIn(zone: string): (at: string) => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit' });
  return (at) => format.format(Date.parse(at));
}

const calendars = new Map([madrid, canary].map((zone) => [zone, monthIn(zone)]));

/** Whether a lot is still good, by the calendars alone. */
function stillGood(lot: string, asOf: string): boolean {
  const [month = '', zone = ''] = lot.split('@');
  return month >= (calendars.get(zone) as (at: string) => string)(asOf);
}

const lots = fc
  .tuple(fc.integer({ min: 2026, max: 2028 }), fc.integer({ min: 1, max: 12 }), fc.constantFrom(madrid, canary))
  .map(([year, month, zone]) => `${year}-${String(month).padStart(2, '0')}@${zone}`);
/** A lot that was spent is empty. */
const holdings = fc.uniqueArray(
  fc.record({ accountId: fc.constantFrom('c-ana', 'card-1', 'card-2'), lot: lots, points: fc.nat({ max: 500 }) }),
  { maxLength: 15, selector: ({ accountId, lot }) => `${accountId} ${lot}` },
);
const instants = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());

describe('points in lots', () => {
  it('are good until their month ends in their zone, and shown by the day on which they end, soonest first', () => {
    fc.assert(
      fc.property(holdings, instants, (shares, asOf) => {
        const still = shares.filter(({ lot, points }) => points > 0 && stillGood(lot, asOf));
        const shown = expiring(shares, asOf);
        expect(shown.reduce((sum, { points }) => sum + points, 0)).toBe(sumOf(still));
        expect(new Set(shown.map(({ on }) => on.slice(0, 7)))).toEqual(
          new Set(still.map(({ lot }) => lot.slice(0, 7))),
        );
        expect(shown.map(({ on }) => on)).toEqual([...new Set(shown.map(({ on }) => on))].toSorted());
      }),
      { numRuns: 500 },
    );
  });

  it('are spent exactly, soonest to expire first, and never from what is not there or no longer good', () => {
    fc.assert(
      fc.property(holdings, instants, fc.integer({ min: 1, max: 2_000 }), (shares, asOf, wanted) => {
        const still = shares.filter(({ lot, points }) => points > 0 && stillGood(lot, asOf));
        const taken = take(shares, wanted, asOf);
        expect(taken === undefined).toBe(sumOf(still) < wanted);
        if (taken === undefined) return;
        expect(sumOf(taken)).toBe(wanted);
        const of = ({ accountId, lot }: Share, among: readonly Share[]) =>
          among.find((share) => share.accountId === accountId && share.lot === lot)?.points ?? 0;
        for (const share of still) expect(of(share, taken)).toBeLessThanOrEqual(share.points);
        expect(taken.filter((share) => of(share, still) === 0)).toEqual([]);
        const latest = taken
          .map(({ lot }) => expiryOf(lot))
          .toSorted()
          .at(-1) as string;
        const sooner = still.filter(({ lot }) => expiryOf(lot) < latest);
        for (const share of sooner) expect(of(share, taken)).toBe(share.points);
      }),
      { numRuns: 500 },
    );
  });

  it('of 100 that expire first and 50 that expire later, 80 spent leave 50 once the first are gone', () => {
    const held = [
      { accountId: 'c-ana', lot: `2026-12@${madrid}`, points: 100 },
      { accountId: 'c-ana', lot: `2027-02@${madrid}`, points: 50 },
    ];
    const taken = take(held, 80, '2026-12-01T12:00:00.000Z') ?? [];
    const rest = held.map((share) => ({
      ...share,
      points: share.points - sumOf(taken.filter(({ lot }) => lot === share.lot)),
    }));
    expect(sumOf(good(rest, '2026-12-31T12:00:00.000Z'))).toBe(70);
    expect(sumOf(good(rest, '2027-01-01T12:00:00.000Z'))).toBe(50);
  });

  it.each([
    [madrid, '2026-11', '2026-11-30T23:00:00.000Z'],
    [canary, '2026-11', '2026-12-01T00:00:00.000Z'],
    [madrid, '2026-03', '2026-03-31T22:00:00.000Z'],
    [canary, '2026-03', '2026-03-31T23:00:00.000Z'],
    [madrid, '2026-10', '2026-10-31T23:00:00.000Z'],
    [canary, '2026-10', '2026-11-01T00:00:00.000Z'],
    [madrid, '2028-02', '2028-02-29T23:00:00.000Z'],
    [madrid, '2026-12', '2026-12-31T23:00:00.000Z'],
  ])('in %s the month %s is over at %s: a moment before they are good, then they are gone', (zone, month, over) => {
    const lot = `${month}@${zone}`;
    expect(expiryOf(lot)).toBe(over);
    const shownAt = (asOf: string) => expiring([{ accountId: 'c-ana', lot, points: 40 }], asOf);
    expect(shownAt(new Date(Date.parse(over) - 1).toISOString())).toMatchObject([{ points: 40 }]);
    expect(shownAt(over)).toEqual([]);
  });

  it.each([
    [madrid, '2026-11-30T22:59:59.999Z', '2027-11'],
    [madrid, '2026-11-30T23:00:00.000Z', '2027-12'],
    [canary, '2026-11-30T23:00:00.000Z', '2027-11'],
    [madrid, '2028-02-29T10:00:00.000Z', '2029-02'],
  ])('in %s, earned at %s and good for twelve months, are of the lot %s', (zone, at, month) => {
    expect(lotOf(at, zone, 12)).toBe(`${month}@${zone}`);
  });
});
