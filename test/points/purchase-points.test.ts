import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  doubled,
  leftOf,
  linePoints,
  type Part,
  purchaseToDouble,
  refund,
  volumePoints,
} from '../../functions/points/rules.ts';

const purchases = {
  id: 'purchases',
  version: 3,
  currency: 'EUR',
  classes: ['consumable'],
  perUnit: 5,
  withdrawalDays: 14,
  refunds: 'within-balance' as const,
  volume: {
    id: 'volume',
    version: 1,
    steps: [
      { from: 4_000, points: 50 },
      { from: 8_000, points: 150 },
    ],
  },
};
const part = (points: number, paid: number): Part => ({ effect: 'line:1', points, paid, refunded: 0, asked: 0 });
const back = (refunded: number) => [{ line: '1', refunded }];

describe('the points of an order', () => {
  it('are lost to no rounding between its lines, and none are for what does not count', () => {
    const cents = fc.array(fc.record({ counts: fc.boolean(), paid: fc.nat({ max: 5_000 }) }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(cents, (given) => {
        const lines = given.map(({ counts, paid }, n) => ({
          line: `${n}`,
          class: counts ? 'consumable' : 'device',
          paid,
        }));
        const decided = linePoints({ purchases }, { currency: 'EUR', lines });
        const counting = given.filter(({ counts }) => counts).reduce((sum, { paid }) => sum + paid, 0);
        expect(decided.reduce((sum, { decision }) => sum + decision.points, 0)).toBe(Math.floor((counting * 5) / 100));
        for (const [n, { decision }] of decided.entries()) if (!given[n]?.counts) expect(decision.points).toBe(0);
      }),
    );
  });

  it('are none in another currency, nor where there is no rule, and the refusal says which', () => {
    const order = { currency: 'USD', lines: [{ line: '1', class: 'consumable', paid: 1_000 }] };
    expect(linePoints({ purchases }, order)[0]?.decision).toEqual({ points: 0, refused: 'other-currency' });
    expect(linePoints(undefined, order)[0]?.decision).toEqual({ points: 0, refused: 'no-rule' });
  });

  it.each([
    [3_999, undefined],
    [4_000, 50],
    [7_999, 50],
    [8_000, 150],
  ])('are more by volume for %i cents: %p', (paid, points) => {
    expect(volumePoints({ purchases }, paid)?.points).toBe(points);
  });
});

describe('a refund', () => {
  it('of a third, a third and a third of an order of 100 points takes exactly 100', () => {
    let parts = [part(100, 1_000)];
    const taken = [333, 333, 334].map((cents) => {
      const after = refund(parts, back(cents));
      parts = after.parts;
      return after.asks[0]?.points;
    });
    expect(taken).toEqual([33, 34, 33]);
  });

  it('in whatever pieces, and beyond what was paid, takes everything once all is refunded and never more', () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 12 });
    fc.assert(
      fc.property(fc.nat({ max: 500 }), fc.integer({ min: 1, max: 1_000 }), pieces, (points, paid, cents) => {
        let parts = [part(points, paid)];
        for (const each of [...cents, paid]) {
          const after = refund(parts, back(each));
          for (const ask of after.asks) expect(ask.points).toBeGreaterThanOrEqual(0);
          parts = after.parts;
        }
        expect(leftOf(parts)).toBe(0);
      }),
    );
  });

  it('after a doubling takes of the doubling what it takes of what was left to double', () => {
    const half = refund([part(100, 1_000)], back(500)).parts;
    const both = [...half, doubled(half, 'S-1')];
    expect(leftOf(both)).toBe(100);
    const after = refund(both, back(250));
    expect(after.asks.map(({ points }) => points)).toEqual([25, 25]);
    expect(leftOf(refund(after.parts, back(250)).parts)).toBe(0);
  });
});

describe('a recycled device', () => {
  const window = { from: '2026-08-24', at: '2026-11-22', until: '2027-02-20' };
  const on = (paidAt: string, doubledBy?: string) => ({ paidAt, doubledBy });

  it.each([
    ['the latest before', ['2026-09-01', '2026-11-01', '2026-12-01'], '2026-11-01'],
    ['one at the same moment', ['2026-11-01', '2026-11-22', '2026-11-23'], '2026-11-22'],
    ['the first after, where there is none before', ['2027-01-01', '2026-12-01'], '2026-12-01'],
    ['one at either end of the time', ['2026-08-24'], '2026-08-24'],
    ['one at the other end', ['2027-02-20'], '2027-02-20'],
    ['none that is too old or too late', ['2026-08-23', '2027-02-21'], undefined],
  ])('doubles %s', (_which, paid, expected) => {
    expect(
      purchaseToDouble(
        paid.map((at) => on(at)),
        window,
      )?.paidAt,
    ).toBe(expected);
  });

  it('doubles another purchase than the device before it', () => {
    const two = [on('2026-10-01'), on('2026-11-01', 'S-1')];
    expect(purchaseToDouble(two, window)?.paidAt).toBe('2026-10-01');
    expect(purchaseToDouble([on('2026-11-01', 'S-1')], window)).toBeUndefined();
  });
});
