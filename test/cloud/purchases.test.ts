import { beforeAll, describe, expect, it } from '@jest/globals';
import { caseRecycled } from '#events/case.recycled.ts';
import { orderDelivered } from '#events/order.delivered.ts';
import { orderPaid } from '#events/order.paid.ts';
import { orderRefunded } from '#events/order.refunded.ts';
import { say } from '#layers/table/event-item.ts';
import { cloudEnvironment } from '../../local/emulator.ts';
import { republish } from '../../local/republish.ts';
import { type Person, readStack } from '../../local/stack.ts';
import { standIn } from '../../local/stand-in.ts';
import { productTime, quiet, travel } from '../../local/time-machine.ts';
import { customer, staff, type Visitor } from '../../local/visitor.ts';
import { freshCitizens } from './citizens.ts';

const stack = readStack();
Object.assign(process.env, cloudEnvironment(stack.endpoint));
const brand = 'microsmile';
const days = (n: number) => n * 86_400_000;

interface Balance {
  active: number;
  pending: number;
}
interface Entry {
  id: string;
  kind: string;
  points: number;
  state: string;
  reason: string;
}

const balance = async (me: Visitor) => {
  const { active, pending } = (await me.get<Balance>('/api/points/balance')).body;
  return { active, pending };
};
const entries = async (me: Visitor) => (await me.get<{ entries: Entry[] }>('/api/points/entries')).body.entries;
const why = async (me: Visitor, { id }: Entry) =>
  (await me.get<{ chain: { type: string; id: string; text: string }[] }>(`/api/points/entries/${id}/why`)).body.chain;

const instant = async () => new Date(await productTime(stack)).toISOString();

async function asStaff(role: string): Promise<Visitor> {
  const person = stack.staff.people.find((each) => each.brand === brand && each.role === role);
  return staff(stack, person as NonNullable<typeof person>);
}

async function member(story: string): Promise<[Visitor, string]> {
  const [person] = (await freshCitizens(stack, story, 1, brand)) as [Person];
  return [await customer(stack, person), person.customerId];
}

/** What shop and warehouse say of one order of a customer: 20 € of heads and a toothbrush. */
function orderOf(customerId: string, orderId: string) {
  const order = { orderId, customerId };
  const about = { about: orderId, effect: 'order' };
  const told = async (said: Parameters<typeof standIn>[2], id: string) => {
    await standIn(stack, brand, said, { id: `${orderId}-${id}` });
    await quiet(stack);
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
  const [caseId, serial] = [`k-${Date.now()}`, `MS-${Date.now()}`];

  beforeAll(async () => {
    began = await instant();
    const [visitor, customerId] = await member('compra');
    me = visitor;
    order = orderOf(customerId, `o-${Date.now()}`);
    await order.paid();
  });

  it('earns points that are pending until the days for withdrawal are over', async () => {
    expect(await balance(me)).toEqual({ active: 0, pending: 100 });
    expect(await entries(me)).toMatchObject([{ kind: 'earned', points: 100, state: 'pending' }]);
    await order.delivered();
    await travel(stack, days(14));
    expect(await balance(me)).toEqual({ active: 0, pending: 100 });
    await travel(stack, days(1));
    expect(await balance(me)).toEqual({ active: 100, pending: 0 });
    expect(await entries(me)).toMatchObject([
      { kind: 'activated', points: 0 },
      { kind: 'earned', points: 100, state: 'active' },
    ]);
  });

  it('is doubled by the take-back of a device, and says so down to the case and the serial', async () => {
    await order.recycled(caseId, serial);
    expect(await balance(me)).toEqual({ active: 200, pending: 0 });
    const [doubled, , bought] = (await entries(me)) as [Entry, Entry, Entry];
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
      expect(chain.find(({ type }) => type === 'case.recycled')?.text).toContain(caseId);
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
    await republish({ table: stack.table, bus: stack.bus, from: began, to: await instant() });
    await quiet(stack);
    expect(await entries(me)).toEqual(before);
  });
});

describe('a take-back before the purchase', () => {
  it('doubles the purchase when it comes, and a refund heard before it is taken from both', async () => {
    const [me, customerId] = await member('antes');
    const order = orderOf(customerId, `o-antes-${Date.now()}`);
    await order.recycled(`k-antes-${Date.now()}`, `MS-antes-${Date.now()}`);
    await order.refunded('re-before', 500);
    expect(await balance(me)).toEqual({ active: 0, pending: 0 });
    await order.paid();
    expect(await balance(me)).toEqual({ active: 0, pending: 150 });
  });
});

describe('points that staff add', () => {
  it('count at once up to the programme’s limit, and above it when a second person lets them', async () => {
    const [me, customerId] = await member('ajuste');
    const [manager, admin] = [await asStaff('manager'), await asStaff('admin')];
    const asked = (points: number) =>
      manager.send<{ id: string; state: string }>('POST', `/api/staff/points/customers/${customerId}/adjustments`, {
        points,
        reason: 'goodwill',
        note: 'el paquete llegó tarde',
      });
    const decided = (by: Visitor, id: string, how: 'approval' | 'rejection') =>
      by.send<{ state: string; code: string }>('POST', `/api/staff/points/adjustments/${id}/${how}`);

    expect((await asked(100)).body.state).toBe('applied');
    const large = (await asked(501)).body;
    expect([large.state, (await balance(me)).active]).toEqual(['awaiting-approval', 100]);
    const own = await decided(manager, large.id, 'approval');
    expect([own.status, own.body.code]).toEqual([409, 'second-person-needed']);
    const waiting = await admin.get<{ adjustments: { id: string }[] }>('/api/staff/points/adjustments');
    expect(waiting.body.adjustments.map(({ id }) => id)).toContain(large.id);
    expect((await decided(admin, large.id, 'approval')).body.state).toBe('applied');
    expect((await balance(me)).active).toBe(601);
    expect((await decided(admin, large.id, 'rejection')).body.code).toBe('adjustment-closed');

    const refused = (await asked(900)).body;
    expect((await decided(admin, refused.id, 'rejection')).body.state).toBe('rejected');
    expect((await asked(-602)).status).toBe(201); // above the limit: whether there are so many is seen when it is approved
    const tooLow = await asked(-500);
    expect([tooLow.status, (await balance(me)).active]).toEqual([201, 101]);
    expect((await asked(-102)).body).toMatchObject({ code: 'adjustment-too-low' });
    expect((await entries(me)).map(({ points }) => points)).toEqual([-500, 501, 100]);
    expect(JSON.stringify(await entries(me))).not.toContain('paquete');
  });
});

describe('a birthday', () => {
  it('brings its points on the day itself', async () => {
    const [me] = await member('cumple');
    const soon = new Date((await productTime(stack)) + days(3)).toISOString().slice(5, 10);
    const told = await me.send('PATCH', '/api/customers/me', { birthday: `1988-${soon}` }, null);
    expect(told.status).toBe(200);
    await quiet(stack);
    await travel(stack, days(1.5));
    expect(await balance(me)).toEqual({ active: 0, pending: 0 });
    await travel(stack, days(2.5));
    expect(await balance(me)).toEqual({ active: 50, pending: 0 });
  });
});

describe('a reward for some', () => {
  it('goes to customers whom staff have put into its segment', async () => {
    const [me, customerId] = await member('segmento');
    const [manager, agent] = [await asStaff('manager'), await asStaff('agent')];
    const adjustment = { points: 300, reason: 'goodwill', note: 'para probar' };
    await manager.send('POST', `/api/staff/points/customers/${customerId}/adjustments`, adjustment);
    await manager.send('POST', '/api/staff/points/rewards/orthodontics-heads/stock', { pieces: 1 });
    const wish = () => me.send<{ code: string }>('POST', '/api/points/redemptions', { rewardId: 'orthodontics-heads' });
    const refused = await wish();
    expect([refused.status, refused.body.code]).toEqual([409, 'reward-not-for-you']);
    const put = await agent.send('PUT', `/api/staff/customers/${customerId}/segments`, { segments: ['orthodontics'] });
    expect(put.status).toBe(200);
    expect([(await wish()).status, (await balance(me)).active]).toEqual([201, 50]);
  });
});
