import { beforeAll, describe, expect, it } from '@jest/globals';
import { orderDelivered } from '#events/billing/order.delivered.ts';
import { orderPaid } from '#events/billing/order.paid.ts';
import { orderRefunded } from '#events/billing/order.refunded.ts';
import { caseRecycled } from '#events/recycling/case.recycled.ts';
import { type Said, say } from '#layers/table/event-item.ts';
import { civilDate } from '#layers/time/civil.ts';
import type { Visitor } from '../../tools/demo/visitor.ts';
import { place } from '../support/place.ts';
import { balance, type Entry, entries, why } from './members.ts';

const here = await place();
const brand = 'microsmile';

async function member(story: string, of = brand): Promise<[Visitor, string]> {
  const person = await here.registers(of, story);
  return [await here.as(person), person.customerId];
}

/** What shop and warehouse say of one order of a customer: 20 € of heads and a toothbrush. */
function orderOf(customerId: string, orderId: string, of = brand) {
  const order = { orderId, customerId };
  const about = { about: orderId, effect: 'order' };
  const told = async (said: Said, id: string) => {
    await here.says(of, said, { id: `${orderId}-${id}` });
    await here.quiet();
  };
  const line = { line: '1', paid: 2000 };
  return {
    paid: () => {
      const lines = [
        { ...line, class: 'consumable' },
        { line: '2', class: 'device', paid: 5900 },
      ];
      return told(say(orderPaid, { ...about, data: { ...order, currency: 'EUR', paid: 7900, lines } }), 'paid');
    },
    delivered: () => told(say(orderDelivered, { ...about, data: order }), 'delivered'),
    refunded: (refundId: string, refunded: number) => {
      const data = { ...order, refundId, currency: 'EUR', refunded, paid: 7900, lines: [{ ...line, refunded }] };
      return told(say(orderRefunded, { ...about, data }), refundId);
    },
    /** A device came back and was recycled. */
    recycled: (caseId: string, serial: string) => {
      const data = { caseId, customerId, serials: [serial] };
      return told(say(caseRecycled, { about: caseId, effect: 'recycled', data }), caseId);
    },
  };
}

describe('an order of consumables', () => {
  let me: Visitor;
  let began: string;
  let order: ReturnType<typeof orderOf>;
  let [caseId, serial] = ['', ''];

  beforeAll(async () => {
    began = await here.now();
    const [visitor, customerId] = await member('compra');
    me = visitor;
    [caseId, serial] = [`k-${customerId}`, `MS-${customerId}`];
    order = orderOf(customerId, `o-${customerId}`);
    await order.paid();
  });

  it('earns points that are pending until the days for withdrawal are over', async () => {
    expect(await balance(me)).toEqual({ active: 0, pending: 100 });
    expect(await entries(me)).toMatchObject([{ kind: 'earned', points: 100, balance: 100, state: 'pending' }]);
    const activatesOn = civilDate(await here.now(), 'Europe/Madrid', 15);
    await order.delivered();
    expect(await entries(me)).toMatchObject([{ state: 'pending', activatesOn }]);
    await here.travel('P14D');
    expect(await balance(me)).toEqual({ active: 0, pending: 100 });
    await here.travel('P1D');
    expect(await balance(me)).toEqual({ active: 100, pending: 0 });
    const [bought, ...others] = await entries(me);
    expect(bought).toMatchObject({ kind: 'earned', points: 100, balance: 100, state: 'active' });
    expect(bought?.expiresOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect([bought?.activatesOn, others]).toEqual([undefined, []]);
  });

  it('is doubled by the take-back of a device, and says so down to the case and the serial', async () => {
    await order.recycled(caseId, serial);
    expect(await balance(me)).toEqual({ active: 200, pending: 0 });
    const [doubled, bought] = (await entries(me)) as [Entry, Entry];
    expect([doubled.points, bought.points]).toEqual([100, 100]);

    const forward = await why(me, bought);
    expect(forward.map(({ type }) => type)).toEqual([
      'points.earned',
      'order.paid',
      'points.earned',
      'case.recycled',
      'serial',
    ]);
    const backward = await why(me, doubled);
    expect(backward.map(({ type }) => type)).toEqual([
      'points.earned',
      'case.recycled',
      'serial',
      'points.earned',
      'order.paid',
    ]);
    for (const chain of [forward, backward]) {
      expect(chain.find(({ type }) => type === 'case.recycled')?.text).toBe(
        'Se recicló lo que devolviste: 1 dispositivo',
      );
      expect(chain.find(({ type }) => type === 'serial')?.id).toBe(serial);
    }
  });

  it('is doubled by no device twice', async () => {
    await order.recycled(`${caseId}-2`, serial);
    await order.recycled(`${caseId}-3`, `${serial}-2`);
    expect(await balance(me)).toEqual({ active: 200, pending: 0 });
  });

  it('loses with what is refunded what it earned and what doubled it, once', async () => {
    await order.refunded('re-1', 1000);
    expect(await balance(me)).toEqual({ active: 100, pending: 0 });
    await order.refunded('re-2', 1000);
    expect(await balance(me)).toEqual({ active: 0, pending: 0 });
    const reversed = (await entries(me)).filter(({ kind }) => kind === 'reversed');
    expect(reversed.map(({ points }) => points)).toEqual([-50, -50, -50, -50]);
    const chain = await why(me, reversed[0] as Entry);
    expect(chain.map(({ type }) => type)).toEqual(expect.arrayContaining(['order.refunded', 'order.paid']));
  });

  it('earns, doubles and loses nothing when all of it is published again', async () => {
    const before = await entries(me);
    await here.republishes(began, await here.now());
    await here.quiet();
    expect(await entries(me)).toEqual(before);
  });
});

describe('a take-back before the purchase', () => {
  it('doubles the purchase when it comes, and a refund heard before it is taken from both', async () => {
    const [me, customerId] = await member('antes');
    const order = orderOf(customerId, `o-${customerId}`);
    await order.recycled(`k-${customerId}`, `MS-${customerId}`);
    await order.refunded('re-before', 500);
    expect(await balance(me)).toEqual({ active: 0, pending: 0 });
    await order.paid();
    expect(await balance(me)).toEqual({ active: 0, pending: 150 });
  });
});

describe('a brand that gives no points', () => {
  it('says nothing of points, whatever is bought, refunded or recycled, also when all of it is published again', async () => {
    const began = await here.now();
    const [me, customerId] = await member('sin-puntos', 'keyphone');
    const order = orderOf(customerId, `o-${customerId}`, 'keyphone');
    await order.paid();
    await order.delivered();
    await order.recycled(`k-${customerId}`, `KP-${customerId}`);
    await order.recycled(`k-${customerId}-2`, `KP-${customerId}`);
    await order.refunded('re-1', 500);
    await here.republishes(began, await here.now());
    await here.quiet();
    const { body } = await me.get<{ entries: { type: string }[] }>('/api/customers/me/timeline?limit=100');
    expect(body.entries.map(({ type }) => type)).toContain('customer.registered');
    expect(body.entries.filter(({ type }) => type.startsWith('points.'))).toEqual([]);
    expect(await entries(me)).toEqual([]);
  });
});
