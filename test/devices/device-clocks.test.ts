import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clockFault } from '../../functions/devices/clock-skew.ts';

const arrivedAt = '2026-11-22T10:00:00.000Z';
const minute = 60_000;
const day = 24 * 60 * minute;

/** What is said of a message sent and of something that happened so long before (after, when negative) it arrived. */
function fault({ sent = 0, happened = sent }: { sent?: number; happened?: number }): string | undefined {
  const before = (by: number) => new Date(Date.parse(arrivedAt) - by).toISOString();
  return clockFault({ at: before(happened), sentAt: before(sent) }, arrivedAt);
}

describe('a machine’s clock', () => {
  it.each([
    ['five minutes slow', 5 * minute],
    ['five minutes fast', -5 * minute],
    ['right', 0],
  ])('is believed when it is %s', (_, sent) => {
    expect(fault({ sent })).toBeUndefined();
  });

  it.each([
    ['slower than five minutes', 5 * minute + 1, 'sentAt is -300 s off'],
    ['faster than five minutes', -5 * minute - 1, 'sentAt is 300 s off'],
    ['a year slow', 365 * day, 'sentAt is -31536000 s off'],
  ])('is not when it is %s, and the reason says by how much', (_, sent, reason) => {
    expect(fault({ sent })).toContain(reason);
  });

  it('loses nobody’s points who used a machine that was offline for thirty days', () => {
    expect(fault({ happened: 30 * day })).toBeUndefined();
    expect(fault({ sent: 5 * minute, happened: 30 * day })).toBeUndefined();
    expect(fault({ happened: 30 * day + 1 })).toBe('at is more than 30 days ago');
  });

  it('cannot tell of what is yet to happen when it speaks', () => {
    expect(fault({ sent: minute, happened: minute })).toBeUndefined();
    expect(fault({ sent: minute, happened: minute - 1 })).toBe('at is later than sentAt');
  });

  it('is judged by when the message arrived, so an old thing told late is as good as a fresh one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -5 * minute, max: 5 * minute }),
        fc.integer({ min: 0, max: 29 * day }),
        (sent, age) => {
          expect(fault({ sent, happened: sent + age })).toBeUndefined();
        },
      ),
    );
  });
});
