import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Programme, programmes } from '#brands/programmes.ts';
import type { Facts } from '../../functions/recycling/cases/case.ts';
import { isWait, states } from '../../functions/recycling/execution/machine.ts';
import {
  attention,
  awaited,
  consistent,
  isOver,
  nextLabelInstant,
  recycledKinds,
  savedBy,
  stateOf,
  toReturn,
  verdictOn,
} from '../../functions/recycling/rules.ts';

const at = '2026-11-25T10:00:00.000Z';
const when = fc.option(fc.constant(at), { nil: undefined });

/** Facts as they may stand beside each other in a case, whatever their order was. */
const facts: fc.Arbitrary<Facts> = fc
  .record({
    label: fc.option(fc.constant({ tracking: 'VU1', at, expiresOn: '2026-12-25', expiresAt: at }), { nil: undefined }),
    inTransitAt: when,
    receivedAt: when,
    counted: fc.option(fc.constantFrom('matches' as const, 'differs' as const), { nil: undefined }),
    empty: fc.boolean(),
    acceptedAt: when,
    outcome: fc.option(fc.constantFrom('recycled' as const, 'refurbished' as const, 'rejected' as const), {
      nil: undefined,
    }),
    cancelledAt: when,
    expiredAt: when,
    lostAt: when,
    givenUpAt: when,
    returnedAt: when,
    trouble: fc.option(fc.constant('Unhandled'), { nil: undefined }),
  })
  .map(({ counted, empty, outcome, ...found }) => ({
    ...found,
    requestedAt: at,
    serials: ['SN-1'],
    receivedAt: counted === undefined ? found.receivedAt : at,
    ...(counted && {
      receipt: { good: 1, damaged: 0, missing: 0, serials: empty ? [] : ['SN-1'], at, verdict: counted },
    }),
    ...(counted && outcome && !found.cancelledAt && { outcome: { at, outcome } }),
  }));

const waits = Object.keys(states).filter(isWait);

describe('a case', () => {
  it('goes from each wait to a place that the machine knows, whatever its facts are', () => {
    fc.assert(
      fc.property(facts, fc.constantFrom(...waits), (found, wait) => {
        const outcome = awaited(wait, found);
        if (outcome !== undefined) expect(Object.keys(states[wait].leads)).toContain(outcome);
      }),
    );
  });

  it('runs in no circle: from the start its facts lead it to a wait that holds, or to the end, in a few steps', () => {
    fc.assert(
      fc.property(facts, (found) => {
        let place: string = 'SendLabel';
        const seen: string[] = [];
        while (place !== 'end' && seen.length < 20) {
          seen.push(place);
          const { leads } = states[place as keyof typeof states];
          const outcome: string | undefined = isWait(place) ? awaited(place, found) : Object.keys(leads)[0];
          if (outcome === undefined) return;
          place = (leads as Record<string, string>)[outcome] as string;
        }
        expect([place, seen]).toEqual(['end', seen]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('waits for its return only where something of it is in the house', () => {
    fc.assert(
      fc.property(facts, (found) => {
        if (toReturn(found)) expect([found.receivedAt, attention(found) !== undefined]).toEqual([at, true]);
      }),
    );
  });

  it('that is over takes no parcel; one that is not says where it stands', () => {
    fc.assert(
      fc.property(facts, (found) => {
        if (!isOver(found)) expect(['recycled', 'refurbished', 'rejected', 'closed']).not.toContain(stateOf(found));
      }),
    );
  });
});

describe('what came', () => {
  it('is as announced where every device is one of those, and the others are counted as missing', () => {
    const announced = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(announced, fc.nat(20), (serials, came) => {
        const some = serials.slice(0, came);
        const receipt = { good: some.length, damaged: 0, missing: serials.length - some.length, serials: some };
        expect(consistent(receipt)).toBe(true);
        expect(verdictOn(serials, receipt)).toBe(some.length > 0 ? 'matches' : 'differs');
        expect(verdictOn(serials, { ...receipt, missing: receipt.missing + 1 })).toBe('differs');
        expect(verdictOn(serials, { ...receipt, serials: [...some, 'of somebody else \u0000'] })).toBe('differs');
      }),
    );
  });

  it('is good or damaged, device by device', () => {
    expect(consistent({ good: 1, damaged: 1, missing: 0, serials: ['a'] })).toBe(false);
  });
});

describe('a label', () => {
  const recycling = programmes.microsmile?.recycling;
  if (recycling === undefined) throw new Error('no recycling');
  const label = { expiresOn: '2027-04-02', expiresAt: '2027-04-02T22:00:00.000Z' };

  it('is called to mind at ten by the clocks of the zone, in winter and in summer time, and then expires', () => {
    const moments: string[] = [];
    for (let last = '2027-03-03T09:00:00.000Z'; last !== label.expiresAt; moments.push(last)) {
      last = nextLabelInstant(label, recycling, 'Europe/Madrid', last);
    }
    expect(moments).toEqual(['2027-03-23T09:00:00.000Z', '2027-03-30T08:00:00.000Z', label.expiresAt]);
  });
});

describe('what recycling saves', () => {
  it('is whole grams, and so much the more the more devices there are', () => {
    const source = { title: 't', publisher: 'p', year: 2019, url: 'https://example.org' };
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50_000 }),
        fc.nat(5_000),
        fc.integer({ min: 1, max: 20 }),
        (grams, co2eGramsPerKg, n) => {
          const saved = savedBy([{ devices: n, impact: { grams, co2eGramsPerKg, source } }]);
          expect(saved.grams).toBe(n * grams);
          expect(Number.isInteger(saved.co2eGrams)).toBe(true);
          expect(Math.abs(saved.co2eGrams - (n * grams * co2eGramsPerKg) / 1000)).toBeLessThanOrEqual(0.5);
        },
      ),
    );
  });

  it('is said of no device whose kind nobody knows, unless the brand has but one', () => {
    const programme = programmes.microsmile as Programme;
    const two = { ...programme, devices: { ...programme.devices, kinds: ['toothbrush', 'ebike'] } };
    const brushes = (devices: number) => [{ devices, impact: programme.recycling?.impact.toothbrush }];
    expect(recycledKinds(programme, [undefined, 'toothbrush'])).toEqual(brushes(2));
    expect(recycledKinds(two, ['toothbrush', 'toothbrush'])).toEqual(brushes(2));
    expect(recycledKinds(two, ['toothbrush', undefined])).toBe('kind-unknown');
    expect(recycledKinds(two, ['toothbrush', 'ebike'])).toBe('kind-without-figures');
    expect(recycledKinds(programme, ['ebike'])).toBe('kind-without-figures');
  });
});
