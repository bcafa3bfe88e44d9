import { describe, expect, it } from '@jest/globals';
import type { Reward } from '#brands/programmes.ts';
import { later } from '#layers/time/clock.ts';
import { cancel } from '../../functions/points/rewards/cancellation.ts';
import { redeem } from '../../functions/points/rewards/redemptions.ts';
import type { Standing } from '../world/table-world.ts';
import {
  active,
  adjusted,
  by,
  capped,
  delivered,
  earned,
  expectBalanced,
  freshWorld,
  gift,
  items,
  linked,
  member,
  now,
  onCard,
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
  tried,
  unlinked,
  withRefunds,
  world,
} from './ledger-commands.ts';

type Command = () => Promise<unknown>;

interface Race {
  readonly given: Command;
  readonly one: Command;
  readonly other: Command;
}

const negative = withRefunds('negative');

/** 25 points owed, and nothing there. */
async function inDebt(): Promise<void> {
  await registered();
  await spent(negative);
  await refunded(negative);
}

/** 25 points owed, and 100 on a card. */
async function owing(): Promise<void> {
  await inDebt();
  await onCard();
}

async function overTime(): Promise<void> {
  await paid();
  await delivered();
  await passTo('2026-12-10T10:00:00.000Z');
}

const fromCard = () => capped('card deposit', 150, 'card-1', 'c-1');

const races: Record<string, Race> = {
  'two refunds of one order': {
    given: () => paid(),
    one: () => refunded(programme, 're-1', 333),
    other: () => refunded(programme, 're-2', 333),
  },
  'two refunds of an order that is active': {
    given: () => active(),
    one: () => refunded(programme, 're-1', 333),
    other: () => refunded(programme, 're-2', 333),
  },
  'a refund and its order': { given: async () => {}, one: () => paid(), other: () => refunded() },
  'a delivery and its order': { given: async () => {}, one: () => paid(), other: delivered },
  'a refund and the end of the days for withdrawal': {
    given: overTime,
    one: () => timers('activation'),
    other: () => refunded(),
  },
  'a take-back and the end of the days for withdrawal': {
    given: overTime,
    one: () => timers('activation'),
    other: () => recycled(),
  },
  'a take-back and a refund': { given: () => paid(), one: () => recycled(), other: () => refunded() },
  'a take-back and its purchase': { given: async () => {}, one: () => paid(), other: () => recycled() },
  'two devices and one purchase': {
    given: () => paid(),
    one: () => recycled('S-1'),
    other: () => recycled('S-2'),
  },
  'a purchase and the end of a device’s wait': {
    given: async () => {
      await recycled();
      await passTo('2027-02-22T10:00:00.000Z');
    },
    one: () => timers('doubling'),
    other: () => paid(),
  },
  'two wishes with points for one': {
    given: () => earned(),
    one: () => redeemed('one', { ...gift, points: 80 }),
    other: () => redeemed('other', { ...gift, points: 80 }),
  },
  'two wishes for the last piece': {
    given: async () => {
      await stocked();
      await earned('more');
    },
    one: () => redeemed('one'),
    other: () => redeemed('other'),
  },
  'two wishes where something is owed and a card holds the points': {
    given: owing,
    one: () => redeemed('one', gift),
    other: () => redeemed('other', gift),
  },
  'two wishes where something is owed, after a third': {
    given: async () => {
      await owing();
      await redeemed('third', { ...gift, points: 10 });
    },
    one: () => redeemed('one', { ...gift, points: 40 }),
    other: () => redeemed('other', { ...gift, points: 40 }),
  },
  'two deposits where something is owed': {
    given: inDebt,
    one: () => earned('one'),
    other: () => earned('other'),
  },
  'a deposit and a refund, where something is owed and nothing is there': {
    given: inDebt,
    one: () => earned('incoming'),
    other: () => refundOfLine3(),
  },
  'a wish and points taken by staff, where something is owed': {
    given: owing,
    one: () => redeemed('one', gift),
    other: () => adjusted(-50, 'manager-1', 'taken'),
  },
  'a wish and a refund, where something is owed': {
    given: owing,
    one: () => redeemed('one', gift),
    other: () => refundOfLine3(),
  },
  'points that come in and a refund, where something is owed': {
    given: owing,
    one: () => earned('incoming'),
    other: () => refundOfLine3(),
  },
  'a wish and a refund': { given: () => active(), one: () => redeemed('one', gift), other: () => refunded() },
  'a wish that is undone and a refund': {
    given: async () => {
      await active();
      await redeemed('one', gift);
    },
    one: () => cancel(by('regret', true), 'r-one'),
    other: () => refunded(),
  },
  'a wish that is undone twice': {
    given: async () => {
      await stocked();
      await redeemed('one');
    },
    one: () => cancel(by('regret', true), 'r-one'),
    other: () => cancel(by('regret too', true), 'r-one'),
  },
  'two deposits under one cap, by two accounts': {
    given: async () => {
      await member();
      await onCard();
    },
    one: () => capped('deposit of mine', 150),
    other: fromCard,
  },
  'a deposit on a card and its link': {
    given: async () => {
      await member();
      await capped('deposit of mine', 150);
    },
    one: fromCard,
    other: () => linked(),
  },
  'a deposit of mine and the link of a card': {
    given: async () => {
      await member();
      await capped('on the card', 150, 'card-1');
    },
    one: () => capped('deposit of mine', 150),
    other: () => linked(),
  },
  'two cards that are linked': {
    given: async () => {
      await capped('on the card', 150, 'card-1');
      await capped('on the other card', 150, 'card-2');
    },
    one: () => linked('c-1', now, 'card-1'),
    other: () => linked('c-1', now, 'card-2'),
  },
  'two customers to whom one card goes': {
    given: async () => {
      await capped('on the card', 150, 'card-1');
    },
    one: () => linked('c-1', now),
    other: () => linked('c-2', later(now, 1)),
  },
  'a card that goes, and comes back to who had it': {
    given: async () => {
      await linked('c-1', now);
      await capped('on the card', 150, 'card-1', 'c-1');
    },
    one: () => unlinked('c-1', later(now, 1)),
    other: () => linked('c-1', later(now, 2)),
  },
  'a wish and the end of a lot': {
    given: async () => {
      await earned();
      await passTo('2027-12-01T08:00:00.000Z');
      await timers('lot');
    },
    one: () => timers('lot'),
    other: () => redeemed('one', gift),
  },
};

const refundOfLine3 = () => refunded(negative, 're-3', 1_000, '3');

/** What a race leaves: refused or not makes no difference, as long as one of the two orders explains it. */
function left(): string {
  const heads = items().filter(({ sk }) => sk === 'head') as Record<string, number>[];
  const all = (field: string) => heads.reduce((sum, head) => sum + (head[field] ?? 0), 0);
  const [balance, pending] = [all('balance'), all('pending')];
  expectBalanced([balance, pending]);
  const pieces = items().filter(({ sk }) => sk.startsWith('piece#')).length;
  const limits = items().flatMap(({ sk, taken }) => (sk.startsWith('limit#') ? [taken] : []));
  const waiting = items().filter(({ sk }) => /^(waiting|refund)#/.test(sk)).length;
  const week = heads.map(({ pk, 'week:2026-11-16': points = 0, holder }) => [pk, points, holder]).sort();
  return JSON.stringify({ balance, pending, debt: all('debt'), pieces, limits, waiting, week });
}

async function inTurn(beginning: Standing, ...commands: Command[]): Promise<string> {
  freshWorld(1, beginning);
  for (const command of commands) await tried(command);
  return left();
}

describe.each(Object.entries(races))('%s', (_race, { given, one, other }) => {
  it('leave what one after the other leaves, however the seed has their calls take turns', async () => {
    const beginning = await standingAfter(given);
    const orders = [await inTurn(beginning, one, other), await inTurn(beginning, other, one)];
    for (let seed = 1; seed <= 15; seed++) {
      freshWorld(seed, beginning);
      await Promise.all([tried(one), tried(other)]);
      expect(orders).toContain(left());
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
    for (let seed = 1; seed <= 30; seed++) {
      freshWorld(seed);
      await Promise.all([world.runs(() => paid()), world.runs(() => recycled())]);
      expectBalanced([0, 220]);
    }
  });
});
