import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { civilHour, civilMonth } from '#layers/time/civil.ts';
import { hours, later } from '#layers/time/clock.ts';
import { lastDay } from '#layers/time/month.ts';

const madrid = 'Europe/Madrid';
const canary = 'Atlantic/Canary';

/** Winter time in the Canaries is UTC, in Madrid an hour more; summer time holds between the last Sundays at 01:00 UTC. */
function shownAt(epoch: number, zone: string): Date {
  const year = new Date(epoch).getUTCFullYear();
  const lastSunday = (month: number) => {
    const end = new Date(Date.UTC(year, month, 31, 1));
    return end.getTime() - end.getUTCDay() * 86_400_000;
  };
  const summer = epoch >= lastSunday(2) && epoch < lastSunday(9);
  return new Date(epoch + ((zone === madrid ? 1 : 0) + (summer ? 1 : 0)) * 3_600_000);
}

const epochs = fc.integer({ min: Date.UTC(1997, 0, 1), max: Date.UTC(2037, 11, 31) });
const zones = fc.constantFrom(madrid, canary);

describe('the civil calendar', () => {
  it('shows at any instant of forty years what the clocks of Madrid and of the Canaries show', () => {
    fc.assert(
      fc.property(epochs, zones, (epoch, zone) => {
        const at = new Date(epoch).toISOString();
        const shown = shownAt(epoch, zone);
        expect(civilHour(at, zone)).toBe(shown.getUTCHours());
        expect(civilMonth(at, zone)).toBe(shown.toISOString().slice(0, 7));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['2026-11-30T22:59:59.999Z', madrid, '2026-11'],
    ['2026-11-30T23:00:00.000Z', madrid, '2026-12'],
    ['2026-11-30T23:59:59.999Z', canary, '2026-11'],
    ['2026-12-01T00:00:00.000Z', canary, '2026-12'],
    ['2026-06-30T22:00:00.000Z', madrid, '2026-07'],
    ['2026-06-30T22:30:00.000Z', canary, '2026-06'],
    ['2026-12-31T23:00:00.000Z', madrid, '2027-01'],
    ['2026-12-31T23:00:00.000Z', canary, '2026-12'],
  ])('at %s it is in %s the month %s', (at, zone, month) => {
    expect(civilMonth(at, zone)).toBe(month);
  });

  it.each([
    ['2026-01-31T12:00:00.000Z', 1, '2026-02'],
    ['2026-11-30T23:30:00.000Z', 12, '2027-12'],
    ['2028-02-29T12:00:00.000Z', 12, '2029-02'],
    ['2026-03-31T12:00:00.000Z', -1, '2026-02'],
    ['2026-01-15T12:00:00.000Z', -13, '2024-12'],
  ])('from %s the month moves by %i whole months to %s, whatever the day', (at, months, month) => {
    expect(civilMonth(at, madrid, months)).toBe(month);
  });

  it('ends every month on its last day, in leap years too', () => {
    expect(lastDay('2028-02')).toBe('2028-02-29');
    expect(lastDay('2100-02')).toBe('2100-02-28');
    fc.assert(
      fc.property(fc.integer({ min: 1970, max: 2199 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        const text = `${year}-${String(month).padStart(2, '0')}`;
        expect(lastDay(text)).toBe(`${text}-${Temporal.PlainYearMonth.from(text).daysInMonth}`);
      }),
    );
  });
});

describe('the night on which the clocks change', () => {
  it.each([
    ['in Madrid the hour from two to three is missing', madrid, '2026-03-29T00:30:00.000Z', [1, 3, 4]],
    ['in the Canaries the hour from one to two is missing', canary, '2026-03-29T00:30:00.000Z', [0, 2, 3]],
    ['in Madrid the hour from two to three comes twice', madrid, '2026-10-25T00:30:00.000Z', [2, 2, 3]],
    ['in the Canaries the hour from one to two comes twice', canary, '2026-10-25T00:30:00.000Z', [1, 1, 2]],
  ])('%s', (_, zone, at, shown) => {
    expect([0, 1, 2].map((after) => civilHour(later(at, hours(after)), zone))).toEqual(shown);
  });
});
