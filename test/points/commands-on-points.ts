/** The ledger's commands on what somebody has: earning, spending, expiring, adjusting, and what the calendar brings. */
import { expect } from '@jest/globals';
import type { Reward } from '#brands/programmes.ts';
import { later } from '#layers/time/clock.ts';
import { awaitBirthday, countMonths } from '../../functions/points/earning/anniversaries.ts';
import { earn } from '../../functions/points/earning/earn.ts';
import { heads, headsOf, standingOf } from '../../functions/points/ledger/account.ts';
import { approve, openAdjustments, reject } from '../../functions/points/ledger/adjustments.ts';
import { activeOf } from '../../functions/points/ledger/head.ts';
import { cancel } from '../../functions/points/rewards/cancellation.ts';
import { addCodes, addPieces, left } from '../../functions/points/rewards/stock.ts';
import {
  adjusted,
  by,
  capped,
  decision,
  earned,
  items,
  linked,
  lot,
  member,
  now,
  onCard,
  passTo,
  programme,
  redeemed,
  refunded,
  registered,
  spent,
  stocked,
  timers,
  timersArmed,
  told,
  unlinked,
} from './ledger-commands.ts';

const dear: Reward = { id: 'dear', name: { es: 'Cara' }, points: 150, stock: 'unlimited' };

/** What counts in the week of the deposits, account by account. */
const weeksOf = async (...accounts: string[]) =>
  (await heads('retorno', accounts)).map(({ weeks }) => weeks['2026-11-16']);

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
export interface Command {
  readonly before: () => Promise<unknown>;
  readonly run: () => Promise<unknown>;
  readonly leaves: [active: number, pending: number];
  /** What else must hold then. */
  readonly also?: () => Promise<void>;
}

export const commandsOnPoints: Readonly<Record<string, Command>> = {
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
    run: () => capped('deposit', 150, 'card-1', 'c-1'),
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
    run: () => linked(),
    leaves: [100, 0],
    also: async () => expect(activeOf(await headsOf('retorno', 'c-1'), now)).toBe(100),
  },
  'linking a card that has earned more than the week has room for': {
    before: async () => {
      await capped('on the card', 150, 'card-1');
      await capped('of mine', 150);
    },
    run: () => linked(),
    leaves: [150, 0],
    also: async () => expect(await weeksOf('c-1', 'card-1')).toEqual([150, 50]),
  },
  'a card that goes from one customer to another': {
    before: async () => {
      await linked();
      await capped('on the card', 150, 'card-1', 'c-1');
      await capped('of the other', 150, 'c-2');
    },
    run: async () => {
      await linked('c-2', later(now, 1));
      await unlinked('c-1', later(now, 1));
    },
    leaves: [150, 0],
    also: async () => expect(await weeksOf('c-1', 'c-2', 'card-1')).toEqual([0, 150, 50]),
  },
  'a card that is no longer a customer’s': {
    before: async () => {
      await linked();
      await capped('on the card', 150, 'card-1', 'c-1');
    },
    run: () => unlinked('c-1', later(now, 1)),
    leaves: [100, 0],
    also: async () => expect(await weeksOf('c-1', 'card-1')).toEqual([0, 100]),
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
