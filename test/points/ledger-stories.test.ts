import { beforeAll, describe, expect, it } from '@jest/globals';
import { tell } from './histories/driver.ts';
import type { Command, Happening, Wait } from './histories/histories.ts';
import { inTheWorld } from './histories/place.ts';
import { type Product, theProduct } from './histories/product.ts';
import { balanceOf } from './histories/reference.ts';

let product: Product;
beforeAll(async () => {
  product = await theProduct();
});

/** What customers of a brand have after a story; the product and the reference have agreed on it after every command. */
async function outcome(brand: string, begins: string, ...commands: Command[]) {
  const place = await inTheWorld(begins);
  const world = await tell(
    { brands: [brand, brand === 'justo' ? 'fiado' : 'justo'], begins, commands },
    { product, place },
  );
  const seen = (customer: string) => balanceOf(world.brands[0].books, customer, world.now);
  const entries = (await place.items()).filter(({ type }) => type === 'points.earned');
  return { madrid: seen('c-1'), canary: seen('c-2'), ana: seen('c-2'), entries };
}

const does = (what: Happening): Command => ({ ...what, second: false });
const days = (days: number): Wait => ({ do: 'wait', until: { days }, timers: 'in time' });
const at = (at: string, timers: Wait['timers'] = 'never'): Wait => ({ do: 'wait', until: { at }, timers });

/** Orders go to the two customers in turn: the first is c-2’s. */
const pays = (...cents: number[]): Command =>
  does({
    do: 'pay',
    lines: cents.map((paid) => ({ class: 'consumable', paid })),
    currency: 'EUR',
    hoursAgo: 0,
    late: false,
  });
const delivered = does({ do: 'deliver', order: 0, hoursAgo: 0, late: false });
const refunds = (share: 'third' | 'half' | 'all', line = 0): Command =>
  does({ do: 'refund', order: 0, lines: [{ line, share }], late: false });
const recycles = (...serials: number[]): Command =>
  does({ do: 'recycle', customer: 1, serials, hoursAgo: 0, late: false });
const adds = (customer: number, points: number): Command => does({ do: 'adjust', customer, points });
/** A second person approves what was asked for last. */
const approves = does({ do: 'approve', nth: 0, alone: false });
const redeems = (customer: number, reward: string): Command => does({ do: 'redeem', customer, reward });
const again = (nth = 0): Command => does({ do: 'again', nth: nth + 4, altered: false });

const february = '2027-02-10T09:00:00.000Z';

describe('100 points that expire in a month and 50 that expire in two', () => {
  it('are 50 after the first month, when 80 were spent before', async () => {
    const told = [adds(0, 50), adds(0, 50), approves, days(28), adds(0, 50), redeems(0, 'bag')];
    const before = await outcome('justo', february, ...told);
    expect(before.madrid).toEqual({
      active: 70,
      pending: 0,
      expiring: [
        { on: '2027-03-31', points: 20 },
        { on: '2027-04-30', points: 50 },
      ],
    });
    for (const timers of ['in time', 'late', 'never'] as const) {
      const { madrid } = await outcome('justo', february, ...told, at('2027-04-01T10:00:00.000Z', timers));
      expect(madrid.active).toBe(50);
    }
  });
});

describe('an order of 100 points', () => {
  it('that is refunded by a third three times loses exactly 100', async () => {
    const third = Array<Command>(3).fill(refunds('third'));
    const left: number[] = [];
    for (const times of [0, 1, 2, 3]) {
      left.push((await outcome('prudente', february, pays(1000), ...third.slice(0, times))).ana.pending);
    }
    expect(left).toEqual([100, 67, 33, 0]);
  });

  it.each([
    ['prudente', 'bag', 100, 20, 20],
    ['justo', 'bag', 100, 20, 0],
    ['fiado', 'donation', 70, 20, -50],
  ])('refunded after spending at %s', async (brand, reward, earned, spent, refunded) => {
    const active = [pays(1000), delivered, days(22)];
    const steps = [active, [...active, redeems(1, reward)], [...active, redeems(1, reward), refunds('all')]];
    const seen: number[] = [];
    for (const step of steps) seen.push((await outcome(brand, february, ...step)).ana.active);
    expect(seen).toEqual([earned, spent, refunded]);
  });

  it('leaves a debt that later points pay first', async () => {
    const owing = [pays(1000), delivered, days(22), redeems(1, 'donation'), refunds('all')];
    const { ana } = await outcome('fiado', february, ...owing, adds(1, 60));
    expect(ana).toEqual({ active: 10, pending: 0, expiring: [{ on: '2027-06-30', points: 10 }] });
  });
});

describe('three lines of an order in one event', () => {
  it('heard twice earn three entries once', async () => {
    const { ana, entries } = await outcome('prudente', february, pays(500, 333, 167), again());
    expect([ana.pending, entries.length]).toEqual([100, 3]);
    expect(entries.map(({ data }) => (data as { points: number }).points).sort()).toEqual([17, 33, 50]);
  });
});

describe('a recycled device doubles a purchase', () => {
  it('before it, once for its serial, ever', async () => {
    const told = [recycles(1), days(29), pays(1000)];
    expect((await outcome('prudente', february, ...told)).ana.pending).toBe(200);
    expect((await outcome('prudente', february, ...told, recycles(1), again())).ana.pending).toBe(200);
    const { ana } = await outcome('prudente', february, ...told, adds(0, 1), pays(1000), pays(1000), recycles(1));
    expect(ana.pending).toBe(300);
  });

  it('after it, up to the last millisecond of the 90 days', async () => {
    const [within, without] = ['2027-05-11T09:00:00.000Z', '2027-05-11T09:00:00.002Z'];
    expect((await outcome('prudente', february, pays(1000), at(within), recycles(1))).ana.pending).toBe(200);
    expect((await outcome('prudente', february, pays(1000), at(without), recycles(1))).ana.pending).toBe(100);
  });

  it('beside it, and two devices double two purchases', async () => {
    expect((await outcome('prudente', february, pays(1000), recycles(1, 2))).ana.pending).toBe(200);
    const two = [pays(1000), pays(10), pays(1000), recycles(1, 2)];
    expect((await outcome('prudente', february, ...two)).ana.pending).toBe(400);
  });

  it('whose points are active: the doubling is too, and a later refund takes both', async () => {
    const told = [pays(1000), delivered, days(22), recycles(1)];
    expect((await outcome('justo', february, ...told)).ana.active).toBe(200);
    expect((await outcome('justo', february, ...told, refunds('half'))).ana.active).toBe(100);
    expect((await outcome('justo', february, ...told, refunds('half'), refunds('all'))).ana.active).toBe(0);
  });

  it('that was refunded in part: only what is left is doubled, and all of that is taken with the rest', async () => {
    const told = [pays(1000), refunds('half'), recycles(1)];
    expect((await outcome('prudente', february, ...told)).ana.pending).toBe(100);
    expect((await outcome('prudente', february, ...told, refunds('all'))).ana.pending).toBe(0);
  });
});

describe('somebody born on 29 February', () => {
  it('has a birthday on the 28th in common years and on the 29th in leap years, from midnight on', async () => {
    const told = [does({ do: 'register', customer: 0 }), does({ do: 'birthday', customer: 0, date: '1980-02-29' })];
    const points = async (when: string) =>
      (await outcome('prudente', february, ...told, at(when, 'in time'))).madrid.active;
    expect(await points('2027-02-27T22:59:59.999Z')).toBe(0);
    expect(await points('2027-02-27T23:00:00.000Z')).toBe(25);
    const twelveMonths = 12 * 3;
    expect(await points('2028-02-28T22:59:59.999Z')).toBe(25 + twelveMonths);
    expect(await points('2028-02-28T23:00:00.000Z')).toBe(50 + twelveMonths);
  });

  it('loses no birthday where the news of it is heard again while the day has begun and no timer ran yet', async () => {
    const told = [does({ do: 'register', customer: 0 }), does({ do: 'birthday', customer: 0, date: '1980-02-29' })];
    const begun = at('2027-02-27T23:00:00.000Z');
    const { madrid } = await outcome('prudente', february, ...told, begun, again(), days(1));
    expect(madrid.active).toBe(25);
  });
});

describe('lots that expire at a month’s end', () => {
  it.each([
    [
      'after the clocks went forward',
      '2027-02-10T09:00:00.000Z',
      '2027-03-31T22:00:00.000Z',
      '2027-03-31T23:00:00.000Z',
    ],
    ['after the clocks went back', '2027-09-10T09:00:00.000Z', '2027-10-31T23:00:00.000Z', '2027-11-01T00:00:00.000Z'],
  ])(
    '%s are good until midnight in Madrid, and an hour longer in the Canary Islands',
    async (_, begins, madrid, canary) => {
      const seen = async (when: string) => {
        const both = await outcome('justo', begins, adds(0, 50), adds(1, 50), at(when));
        return [both.madrid.active, both.canary.active];
      };
      expect(await seen(justBefore(madrid))).toEqual([50, 50]);
      expect(await seen(madrid)).toEqual([0, 50]);
      expect(await seen(justBefore(canary))).toEqual([0, 50]);
      expect(await seen(canary)).toEqual([0, 0]);
    },
  );
});

const justBefore = (at: string): string => new Date(Date.parse(at) - 1).toISOString();
