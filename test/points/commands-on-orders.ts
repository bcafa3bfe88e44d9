/** The ledger's commands on orders: purchases, refunds and doublings, in whichever order they are heard. */
import { expect } from '@jest/globals';
import type { Command } from './commands-on-points.ts';
import {
  active,
  delivered,
  earned,
  items,
  paid,
  passTo,
  recycled,
  refunded,
  spent,
  timers,
  withRefunds,
} from './ledger-commands.ts';

export const commandsOnOrders: Readonly<Record<string, Command>> = {
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
};
