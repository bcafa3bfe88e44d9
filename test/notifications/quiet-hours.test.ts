import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quietUntil } from '../../functions/notifications/quiet-hours.ts';

const madrid = 'Europe/Madrid';
const night = { from: 22, until: 9 };
const siesta = { from: 14, until: 17 };

/** The hour that a zone's clocks show, by another way than the product's. */
function hourIn(zone: string): (at: string) => number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit' });
  return (at) => Number(format.format(Date.parse(at)));
}

const clocks = new Map(
  [madrid, 'Atlantic/Canary', 'America/Santiago', 'Asia/Kolkata', 'Pacific/Auckland'].map((zone) => [
    zone,
    hourIn(zone),
  ]),
);

/** Counted hour by hour from the first quiet one. */
function isQuiet(hour: number, { from, until }: typeof night): boolean {
  for (let quiet = from; quiet !== until; quiet = (quiet + 1) % 24) if (quiet === hour) return true;
  return false;
}

const hourOfDay = fc.integer({ min: 0, max: 23 });
/** A brand leaves at least two hours a day for its mail: the clocks may skip one of them. */
const windows = fc.record({ from: hourOfDay, until: hourOfDay }).filter(({ from, until }) => {
  const awake = (from - until + 24) % 24;
  return awake > 1;
});
const instants = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2029-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());

describe('quiet hours', () => {
  it('are over when a mail that waited leaves, wherever the reader lives and whatever the brand chose', () => {
    fc.assert(
      fc.property(instants, windows, fc.constantFrom(...clocks.keys()), (at, window, zone) => {
        const hour = clocks.get(zone) as (at: string) => number;
        const leaves = quietUntil(at, zone, window);
        expect(isQuiet(hour(leaves ?? at), window)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('hold a mail back only while they last', () => {
    fc.assert(
      fc.property(instants, windows, fc.constantFrom(...clocks.keys()), (at, window, zone) => {
        const hour = clocks.get(zone) as (at: string) => number;
        const leaves = quietUntil(at, zone, window);
        expect(leaves !== undefined).toBe(isQuiet(hour(at), window));
        if (leaves === undefined) return;
        expect(leaves > at).toBe(true);
        const justBefore = new Date(Date.parse(leaves) - 1).toISOString();
        expect(isQuiet(hour(justBefore), window)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['a moment before ten in the evening a mail leaves', '2026-11-22T20:59:59.999Z', night, undefined],
    ['at ten it waits until nine', '2026-11-22T21:00:00.000Z', night, '2026-11-23T08:00:00.000Z'],
    [
      'after midnight it waits until nine of the same day',
      '2026-11-23T02:00:00.000Z',
      night,
      '2026-11-23T08:00:00.000Z',
    ],
    ['a moment before nine it still waits', '2026-11-23T07:59:59.999Z', night, '2026-11-23T08:00:00.000Z'],
    ['at nine it leaves', '2026-11-23T08:00:00.000Z', night, undefined],
    ['a rest within the day begins on its hour', '2026-11-23T13:00:00.000Z', siesta, '2026-11-23T16:00:00.000Z'],
    ['and ends on its hour', '2026-11-23T16:00:00.000Z', siesta, undefined],
    ['the night before summer time is an hour shorter', '2026-03-28T21:00:00.000Z', night, '2026-03-29T07:00:00.000Z'],
    ['the night before winter time an hour longer', '2026-10-24T20:00:00.000Z', night, '2026-10-25T08:00:00.000Z'],
  ])('in Madrid, %s', (_, at, window, leaves) => {
    expect(quietUntil(at, madrid, window)).toBe(leaves);
  });

  it('are the reader’s own: when it is ten in Madrid it is nine in the Canaries', () => {
    expect(quietUntil('2026-11-22T21:30:00.000Z', madrid, night)).toBe('2026-11-23T08:00:00.000Z');
    expect(quietUntil('2026-11-22T21:30:00.000Z', 'Atlantic/Canary', night)).toBeUndefined();
  });
});
