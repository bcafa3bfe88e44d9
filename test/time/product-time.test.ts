import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  between,
  days,
  hours,
  inProductTime,
  instant,
  later,
  minutes,
  now,
  realEpochSeconds,
  shiftClock,
} from '#layers/time/clock.ts';

const epochs = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) });

afterEach(() => shiftClock(0));

describe('the product’s time', () => {
  it('is an instant in UTC with milliseconds', () => {
    expect(now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('moves with the stage’s clock, and with it what other clocks read; tokens stay on the real one', () => {
    const real = Date.now();
    const seconds = realEpochSeconds();
    shiftClock(days(365));
    expect(between(instant(real), now()) - days(365)).toBeLessThan(minutes(1));
    expect(between(instant(real), now())).toBeGreaterThanOrEqual(days(365));
    expect(inProductTime(real)).toBe(instant(real + days(365)));
    expect(realEpochSeconds() - seconds).toBeLessThan(60);
    shiftClock(-hours(2));
    expect(inProductTime(real)).toBe(instant(real - hours(2)));
  });

  it('sorts as text as it sorts as time', () => {
    fc.assert(
      fc.property(epochs, epochs, (a, b) => {
        expect(Math.sign(instant(a).localeCompare(instant(b), 'en'))).toBe(Math.sign(a - b));
        expect(instant(a) < instant(b)).toBe(a < b);
      }),
    );
  });

  it('measures between two instants what takes the one to the other', () => {
    fc.assert(
      fc.property(epochs, epochs, (a, b) => {
        expect(later(instant(a), between(instant(a), instant(b)))).toBe(instant(b));
      }),
    );
    expect([minutes(90), hours(36), days(1.5)]).toEqual([5_400_000, 129_600_000, 129_600_000]);
  });
});
