import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextAtHour } from '#layers/time/civil.ts';

const madrid = 'Europe/Madrid';

/** What the clocks show, by another way than the product's. */
function shownIn(zone: string): (epoch: number) => string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  return (epoch) => format.format(epoch);
}

const shown = new Map(
  [madrid, 'Atlantic/Canary', 'America/Santiago', 'Asia/Kolkata', 'Australia/Lord_Howe'].map((zone) => [
    zone,
    shownIn(zone),
  ]),
);

describe('the next time the clocks show an hour', () => {
  it('is the first one after now, in any zone, on every day that has the hour once', () => {
    const quarter = 900_000;
    const epochs = fc.integer({ min: Date.UTC(2026, 0, 1) / quarter, max: Date.UTC(2030, 0, 1) / quarter });
    fc.assert(
      fc.property(epochs, fc.integer({ min: 0, max: 23 }), fc.constantFrom(...shown.keys()), (step, hour, zone) => {
        const wanted = `${String(hour).padStart(2, '0')}:00`;
        const shows = shown.get(zone) as (epoch: number) => string;
        const times = Array.from({ length: 4 * 75 }, (_, at) => (step - 4 * 25 + at) * quarter).filter(
          (time) => shows(time) === wanted,
        );
        const first = times.find((time) => time > step * quarter) as number;
        // A day on which the clocks skip or repeat the hour is told of below.
        const days = times.slice(1).map((time, at) => (time - (times[at] as number)) / 86_400_000);
        fc.pre(days.every((day) => day > 0.9 && day < 1.1));
        expect(nextAtHour(new Date(step * quarter).toISOString(), zone, hour)).toBe(new Date(first).toISOString());
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['at that very instant it is tomorrow’s', '2026-11-22T08:00:00.000Z', 9, '2026-11-23T08:00:00.000Z'],
    ['a moment before, it is a moment later', '2026-11-22T07:59:59.999Z', 9, '2026-11-22T08:00:00.000Z'],
    ['over the night in which spring begins', '2026-03-28T22:30:00.000Z', 9, '2026-03-29T07:00:00.000Z'],
    ['over the night in which summer time ends', '2026-10-24T20:30:00.000Z', 9, '2026-10-25T08:00:00.000Z'],
    ['on the eve of the leap day', '2028-02-28T12:00:00.000Z', 9, '2028-02-29T08:00:00.000Z'],
    ['over the end of the year', '2026-12-31T12:00:00.000Z', 0, '2026-12-31T23:00:00.000Z'],
    ['an hour that the clocks skip begins as they move', '2026-03-29T00:30:00.000Z', 2, '2026-03-29T01:00:00.000Z'],
    ['the day after, it is at its place again', '2026-03-29T01:30:00.000Z', 2, '2026-03-30T00:00:00.000Z'],
    ['an hour that comes twice begins with the first', '2026-10-24T23:30:00.000Z', 2, '2026-10-25T00:00:00.000Z'],
  ])('in Madrid, %s', (_, at, hour, next) => {
    expect(nextAtHour(at, madrid, hour)).toBe(next);
  });
});
