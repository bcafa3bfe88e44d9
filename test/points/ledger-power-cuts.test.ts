import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Reward } from '#brands/programmes.ts';
import type { Event } from '#events/event.ts';
import type { Heard } from '#layers/runtime/on-event.ts';
import { CauseChanged } from '#layers/table/commit.ts';
import { heardBy } from '#layers/table/origin.ts';
import { activeOf, headsOf, link, standingOf } from '../../functions/points/account.ts';
import { approve, openAdjustments, reject } from '../../functions/points/adjustments.ts';
import { awaitBirthday, countMonths } from '../../functions/points/anniversaries.ts';
import { bookRecycled } from '../../functions/points/doubling.ts';
import { earn } from '../../functions/points/earn.ts';
import { bookPurchase } from '../../functions/points/purchases.ts';
import { cancel, redeem } from '../../functions/points/redemptions.ts';
import { bookRefund } from '../../functions/points/refunds.ts';
import { addCodes, addPieces, left } from '../../functions/points/stock.ts';
import { cuts, endFaults, planCuts } from '../world/faults.ts';
import {
  active,
  adjusted,
  by,
  capped,
  decision,
  delivered,
  earned,
  expectBalanced,
  freshWorld,
  heard,
  items,
  lines,
  lot,
  member,
  now,
  onCard,
  order,
  paid,
  passTo,
  programme,
  recycled,
  redeemed,
  refunded,
  registered,
  spent,
  standingAfter,
  stocked,
  timers,
  timersArmed,
  told,
  withRefunds,
  world,
} from './ledger-commands.ts';

const dear: Reward = { id: 'dear', name: { es: 'Cara' }, points: 150, stock: 'unlimited' };

async function withCard(): Promise<void> {
  await member();
  await onCard();
}

const warnings = () =>
  items().flatMap(({ type, data }) => {
    const { points, days } = (data ?? {}) as { points: number; days: number };
    return type === 'points.expiring' ? [{ points, days }] : [];
  });

/** Each command of the ledger: what happens before it, what it does, and what is active and pending after it. */
interface Command {
  readonly before: () => Promise<unknown>;
  readonly run: () => Promise<unknown>;
  readonly leaves: [active: number, pending: number];
  /** What else must hold then. */
  readonly also?: () => Promise<void>;
}

const commands: Record<string, Command> = {
  'earning the first points of a month': { before: async () => {}, run: () => earned(), leaves: [100, 0] },
  'earning more of a month': { before: () => earned('earlier'), run: () => earned(), leaves: [200, 0] },
  'earning as much as a week has room for': {
    before: () => capped('earlier', 150),
    run: () => capped('deposit', 150),
    leaves: [150, 0],
  },
  'earning where a week is full': {
    before: () => capped('earlier', 100),
    run: () => capped('deposit', 100),
    leaves: [100, 0],
  },
  redeeming: { before: stocked, run: redeemed, leaves: [20, 0] },
  'redeeming where something else has expired and is not booked yet': {
    before: async () => {
      await stocked();
      await earn(by('old'), { accountId: 'c-1', effect: 'containers', decision, lot: '2026-12@Europe/Madrid' });
      await passTo('2027-01-02T10:00:00.000Z');
    },
    run: redeemed,
    leaves: [20, 0],
  },
  'cancelling a redemption': {
    before: async () => {
      await stocked();
      await redeemed();
    },
    run: () => cancel(by('regret', true), 'r-wish'),
    leaves: [100, 0],
    also: async () => {
      expect(await left('retorno', 'tote-bag')).toBe(1);
      expect((await standingOf('retorno', 'c-1')).had.get('tote-bag')).toBe(0);
    },
  },
  'redeeming over a card too': {
    before: withCard,
    run: () => redeemed('wish', dear),
    leaves: [50, 0],
  },
  'cancelling what was paid from a card too': {
    before: async () => {
      await withCard();
      await redeemed('wish', dear);
    },
    run: () => cancel(by('regret', true), 'r-wish'),
    leaves: [200, 0],
  },
  'taking points from a card too': {
    before: withCard,
    run: async () => {
      await adjusted(-150, 'manager-1');
      await approve(by('approval', true, 'manager-2'), programme, 'a-adjust');
    },
    leaves: [50, 0],
  },
  'refunding what was spent, from a card': {
    before: async () => {
      await spent(programme);
      await onCard();
    },
    run: () => refunded(),
    leaves: [75, 0],
  },
  'earning by a card under the cap of its holder': {
    before: async () => {
      await onCard();
      await capped('earlier', 150);
    },
    run: () =>
      earn(by('deposit'), {
        accountId: 'card-1',
        effect: 'containers',
        decision,
        lot,
        cap: { accountId: 'c-1', monday: '2026-11-16', most: 150 },
      }),
    leaves: [250, 0],
  },
  expiring: {
    before: async () => {
      await earned();
      await passTo('2027-12-01T08:00:00.000Z');
    },
    run: async () => {
      // Its warnings are over, so the timer goes on to the end of the lot, and then that comes.
      await timers('lot');
      await timers('lot');
    },
    leaves: [0, 0],
  },
  'warning of what expires': {
    before: async () => {
      await earned();
      await passTo('2027-11-10T08:00:00.000Z');
    },
    run: () => timers('lot'),
    leaves: [100, 0],
    also: async () => expect(warnings()).toEqual([{ points: 100, days: 30 }]),
  },
  'warning of what expires on one day in several lots': {
    before: async () => {
      await withCard();
      await earn(by('moved'), { accountId: 'c-1', effect: 'containers', decision, lot: '2027-11@Atlantic/Canary' });
      await passTo('2027-11-10T08:00:00.000Z');
    },
    run: () => timers('lot'),
    leaves: [300, 0],
    also: async () => expect(warnings()).toEqual([{ points: 300, days: 30 }]),
  },
  'booking a purchase': { before: async () => {}, run: () => paid(), leaves: [0, 110] },
  'booking a purchase that was delivered, refunded and waited for': {
    before: async () => {
      await delivered();
      await refunded();
      await recycled();
    },
    run: () => paid(),
    leaves: [0, 110],
  },
  'booking a delivery': { before: () => paid(), run: delivered, leaves: [0, 110] },
  'making points active': {
    before: async () => {
      await paid();
      await delivered();
      await passTo('2026-12-10T10:00:00.000Z');
    },
    run: () => timers('activation'),
    leaves: [110, 0],
  },
  'refunding what is pending': { before: () => paid(), run: () => refunded(), leaves: [0, 55] },
  'refunding before the purchase is known': {
    before: async () => {},
    run: async () => {
      await refunded();
      await paid();
    },
    leaves: [0, 55],
    also: async () => expect(items().filter(({ sk }) => sk.startsWith('refund#'))).toEqual([]),
  },
  'refunding what was spent, only pending points are taken': {
    before: () => spent(withRefunds('only-pending')),
    run: () => refunded(withRefunds('only-pending')),
    leaves: [30, 0],
  },
  'refunding what was spent, within the balance': {
    before: () => spent(withRefunds('within-balance')),
    run: () => refunded(withRefunds('within-balance')),
    leaves: [0, 0],
  },
  'refunding what was spent, beyond the balance': {
    before: () => spent(withRefunds('negative')),
    run: () => refunded(withRefunds('negative')),
    leaves: [-25, 0],
  },
  'earning where something is owed': {
    before: async () => {
      await spent(withRefunds('negative'));
      await refunded(withRefunds('negative'));
    },
    run: () => earned(),
    leaves: [75, 0],
  },
  'doubling what is pending': { before: () => paid(), run: recycled, leaves: [0, 220] },
  'doubling what is active': { before: () => active(), run: recycled, leaves: [220, 0] },
  'doubling what is bought afterwards': { before: recycled, run: () => paid(), leaves: [0, 220] },
  'waiting for a purchase in vain': {
    before: async () => {
      await recycled();
      await passTo('2027-02-22T10:00:00.000Z');
    },
    run: () => timers('doubling'),
    leaves: [0, 0],
  },
  'refunding what was doubled': {
    before: async () => {
      await paid();
      await recycled();
    },
    run: () => refunded(),
    leaves: [0, 110],
  },
  'adding points': { before: member, run: () => adjusted(50), leaves: [150, 0] },
  'taking points': { before: member, run: () => adjusted(-50), leaves: [50, 0] },
  'adding points with a second person': {
    before: async () => {
      await member();
      await adjusted(500);
    },
    run: () => approve(by('approval', true, 'manager-2'), programme, 'a-adjust'),
    leaves: [600, 0],
  },
  'refusing what a first person wanted to add': {
    before: async () => {
      await member();
      await adjusted(500);
    },
    run: () => reject(by('refusal', true, 'manager-2'), 'a-adjust'),
    leaves: [100, 0],
    also: async () => {
      expect(await openAdjustments('retorno')).toEqual([]);
      expect(items().filter(({ type }) => type === 'adjustment.rejected')).toHaveLength(1);
    },
  },
  'counting a card’s points among its owner’s': {
    before: async () => {
      await earn(by('on the card'), { accountId: 'card-1', effect: 'containers', decision, lot });
    },
    run: () => link(by('linked'), 'c-1', 'card-1'),
    leaves: [100, 0],
    also: async () => expect(activeOf(await headsOf('retorno', 'c-1'), now)).toBe(100),
  },
  'adding pieces of a reward': {
    before: async () => {},
    run: () => addPieces(by('pieces', true), 'tote-bag', 3),
    leaves: [0, 0],
    also: async () => expect(await left('retorno', 'tote-bag')).toBe(3),
  },
  'adding a partner’s codes': {
    before: async () => {},
    run: () => addCodes(by('codes', true), 'cinema', ['AAAA-1', 'AAAA-2']),
    leaves: [0, 0],
    also: async () => expect(await left('retorno', 'cinema')).toBe(2),
  },
  'hearing of a birthday': {
    before: registered,
    run: () => awaitBirthday('c-1', told),
    leaves: [0, 0],
    also: async () => expect(timersArmed()).toEqual([['birthday', '2027-02-27T23:00:00.000Z']]),
  },
  'hearing that somebody registered': {
    before: registered,
    run: () => countMonths('c-1', now, told),
    leaves: [0, 0],
    also: async () => expect(timersArmed()).toEqual([['tenure', '2026-12-21T23:00:00.000Z']]),
  },
  'a month more': {
    before: async () => {
      await registered();
      await countMonths('c-1', now, told);
      await passTo('2026-12-23T10:00:00.000Z');
    },
    run: () => timers('tenure'),
    leaves: [7, 0],
  },
  'a birthday': {
    before: async () => {
      await registered();
      await awaitBirthday('c-1', told);
      await passTo('2027-02-28T10:00:00.000Z');
    },
    run: () => timers('birthday'),
    leaves: [30, 0],
  },
};

describe.each(Object.entries(commands))('%s', (_command, { before, run, leaves, also }) => {
  async function expectOneEffect(): Promise<void> {
    await world.scheduler.quiet();
    expectBalanced(leaves);
    await also?.();
  }

  it('has one effect, whichever call to the table is cut off in whichever way, and then tried again', async () => {
    const beginning = await standingAfter(before);
    const made = planCuts(world);
    await world.runs(run);
    const calls = made.calls();
    expect(calls).toBeGreaterThan(0);
    endFaults(world);
    await expectOneEffect();
    for (let at = 1; at <= calls; at++) {
      for (const [kind, cut] of cuts.entries()) {
        freshWorld(at * cuts.length + kind, beginning);
        planCuts(world, { [at]: cut });
        await world.runs(run).catch(() => {});
        endFaults(world);
        // A request that was carried out is answered from what was kept of it; here its handler runs again, and is refused.
        await world
          .runs(run)
          .catch((error: Error) =>
            expect(error.message).toMatch(
              /^(redemption-closed|reward-out-of-stock|adjustment-closed|not-enough-points)$/,
            ),
          );
        await expectOneEffect();
      }
    }
  });

  it('has one effect when it happens five times at once, in whichever order the seed has their calls take turns', async () => {
    const beginning = await standingAfter(before);
    for (let seed = 1; seed <= 5; seed++) {
      freshWorld(seed, beginning);
      await Promise.allSettled(Array.from({ length: 5 }, () => world.runs(run)));
      await world.runs(run).catch(() => {});
      await expectOneEffect();
    }
  });
});

describe('five different wishes at once, with points for one', () => {
  it('are one redemption and four refusals, and nothing is spent that is not there', async () => {
    const gift: Reward = { id: 'food-bank', name: { es: 'Donación' }, points: 80, stock: 'unlimited' };
    for (let seed = 1; seed <= 5; seed++) {
      freshWorld(seed);
      await earned();
      const wishes = Array.from({ length: 5 }, (_, n) => world.runs(() => redeem(by(`wish-${n}`, true), 'c-1', gift)));
      const outcomes = await Promise.allSettled(wishes);
      expect(outcomes.map((each) => (each.status === 'fulfilled' ? 'redeemed' : each.reason.message)).sort()).toEqual([
        ...Array(4).fill('not-enough-points'),
        'redeemed',
      ]);
      expectBalanced([20, 0]);
    }
  });
});

describe('a purchase and the device that is recycled, heard at the same moment', () => {
  it('are doubled once, whoever comes first', async () => {
    for (let seed = 1; seed <= 50; seed++) {
      freshWorld(seed);
      await Promise.all([world.runs(() => paid()), world.runs(() => recycled())]);
      expectBalanced([0, 220]);
    }
  });
});

describe('other content under the id of a message that came before', () => {
  /** The event as it came, with other data. */
  const altered = (data: object, [event, how]: [Event<object>, Heard]): [Event<never>, Heard] => {
    const other = { ...event, data: { ...event.data, ...data } } as Event<never>;
    return [other, { ...how, origin: heardBy('points', other) }];
  };
  const refundData = { ...order, refundId: 're-1', currency: 'EUR', refunded: 333, paid: 11_900 };
  const line = (name: string, cents: number) => ({ line: name, paid: 1_000, refunded: cents });
  const asRefund = (lines: object[]) => heard('order.refunded', { ...refundData, lines });
  const asCase = (serials: string[]) => heard('case.recycled', { caseId: 'k-1', customerId: 'c-1', serials });
  const asOrder = () => heard('order.paid', { ...order, currency: 'EUR', paid: 11_900, lines });

  beforeEach(() => {
    freshWorld();
  });

  it('is no refund: neither of another amount nor of another line, before its order nor after', async () => {
    for (const others of [[line('1', 334)], [line('3', 333)]]) {
      freshWorld();
      await bookRefund(...(asRefund([line('1', 333)]) as Parameters<typeof bookRefund>));
      const changed = () => bookRefund(...(altered({ lines: others }, asRefund([])) as Parameters<typeof bookRefund>));
      await expect(changed()).rejects.toThrow(CauseChanged);
      await paid();
      await expect(changed()).rejects.toThrow(CauseChanged);
      expectBalanced([0, 91]); // 17 of the line's 50, 2 of the 10 for the whole
    }
  });

  it('doubles nothing, and leaves the other device to a case of its own', async () => {
    await paid();
    await bookRecycled(...(asCase(['S-1']) as Parameters<typeof bookRecycled>));
    const changed = altered({ serials: ['S-2'] }, asCase([])) as Parameters<typeof bookRecycled>;
    await expect(bookRecycled(...changed)).rejects.toThrow(CauseChanged);
    expectBalanced([0, 220]);
    expect(world.table.at({ pk: 'points#retorno#serial#S-2', sk: 'serial' })).toBeUndefined();
  });

  it('is no purchase, whichever of its lines it names', async () => {
    await paid();
    const other = [{ line: '9', class: 'consumable', paid: 500 }]; // nothing else of it would collide
    const changed = altered({ lines: other }, asOrder()) as Parameters<typeof bookPurchase>;
    await expect(bookPurchase(...changed)).rejects.toThrow(CauseChanged);
    expectBalanced([0, 110]);
  });
});
