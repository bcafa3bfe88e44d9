import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Event } from '#events/event.ts';
import type { Heard } from '#layers/runtime/on-event.ts';
import { CauseChanged } from '#layers/table/commit.ts';
import { heardBy } from '#layers/table/origin.ts';
import { bookRecycled } from '../../functions/points/earning/doubling.ts';
import { bookPurchase } from '../../functions/points/earning/purchases.ts';
import { bookRefund } from '../../functions/points/earning/refunds.ts';
import { expectBalanced, freshWorld, heard, lines, order, paid, world } from './ledger-commands.ts';

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
