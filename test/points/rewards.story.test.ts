import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cloudEnvironment } from '../../local/emulator.ts';
import { connectMachine, type Machine } from '../../local/machine.ts';
import { type DeviceHandle, type Person, readStack } from '../../local/stack.ts';
import { productTime, quiet } from '../../local/time-machine.ts';
import { customer, staff, type Visitor } from '../../local/visitor.ts';
import { freshCards, freshCitizens } from './citizens.ts';

const stack = readStack();
Object.assign(process.env, cloudEnvironment(stack.endpoint));
const device = stack.devices.find(({ brand }) => brand === 'retorno') as DeviceHandle;

interface Redemption {
  id: string;
  points: number;
  state: string;
  code?: string;
}

let sent = 0;

/** A deposit of so many glass containers, 4 points each; not waited for. */
async function deposit(machine: Machine, citizen: object, glass: number): Promise<void> {
  const now = new Date(await productTime(stack)).toISOString();
  sent += 1;
  const data = { citizen, items: Array(glass).fill({ material: 'glass', grams: 350 }) };
  const message = { id: `reward-${Date.now()}-${sent}`, at: now, sentAt: now, type: 'deposit', data };
  await machine.publish('deposit', JSON.stringify(message));
}

const active = async (me: Visitor) => (await me.get<{ active: number }>('/api/points/balance')).body.active;

const redeem = (me: Visitor, rewardId: string, key: string = randomUUID()) =>
  me.send<Redemption & { code: string }>('POST', '/api/points/redemptions', { rewardId }, key);

async function asStaff(role: string): Promise<Visitor> {
  const person = stack.staff.people.find((each) => each.brand === 'retorno' && each.role === role);
  return staff(stack, person as NonNullable<typeof person>);
}

describe('rewards', () => {
  let machine: Machine;
  let manager: Visitor;

  beforeAll(async () => {
    machine = await connectMachine(stack, device);
    manager = await asStaff('manager');
  });

  afterAll(() => machine.stop());

  const member = async (story: string, glass: number): Promise<Visitor> => {
    const [person] = (await freshCitizens(stack, story, 1)) as [Person];
    await deposit(machine, { customerId: person.customerId }, glass);
    await quiet(stack);
    return customer(stack, person);
  };

  it('show what is missing, and are refused with a reason until there is enough', async () => {
    const me = await member('falta', 10);
    const { body } = await me.get<{ rewards: { id: string; missing: number; eligible: boolean }[] }>(
      '/api/points/rewards',
    );
    expect(body.rewards.find(({ id }) => id === 'food-bank')).toMatchObject({ missing: 10, eligible: false });
    const refused = await redeem(me, 'food-bank');
    expect([refused.status, refused.body.code, await active(me)]).toEqual([409, 'not-enough-points', 40]);
    expect((await redeem(me, 'no-such-thing')).status).toBe(404);
  });

  it('are exchanged once for one request, and given back with their expiry when that is undone', async () => {
    const me = await member('ida-vuelta', 20);
    const before = (await me.get<{ expiring: unknown }>('/api/points/balance')).body.expiring;
    const first = await redeem(me, 'food-bank', 'one-wish');
    const again = await redeem(me, 'food-bank', 'one-wish');
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(await active(me)).toBe(30);

    const agent = await asStaff('agent');
    const undone = await agent.send<Redemption>('POST', `/api/staff/points/redemptions/${first.body.id}/cancel`);
    expect([undone.status, undone.body.state]).toEqual([200, 'cancelled']);
    const twice = await agent.send('POST', `/api/staff/points/redemptions/${first.body.id}/cancel`);
    expect([twice.status, twice.body.code]).toEqual([409, 'redemption-closed']);
    const { body } = await me.get<{ active: number; expiring: unknown }>('/api/points/balance');
    expect([body.active, body.expiring]).toEqual([80, before]);
    const entries = await me.get<{ entries: { id: string; kind: string; points: number }[] }>('/api/points/entries');
    expect(entries.body.entries.map(({ kind, points }) => [kind, points])).toEqual([
      ['reversed', 50],
      ['redeemed', -50],
      ['earned', 80],
    ]);
    const why = await me.get<{ chain: { type: string }[] }>(`/api/points/entries/${entries.body.entries[0]?.id}/why`);
    expect(why.body.chain.map(({ type }) => type)).toEqual(['points.reversed', 'points.redeemed']);
  });

  it('take points from a linked card too, and keep to what one person may have', async () => {
    const [person] = (await freshCitizens(stack, 'con-tarjeta', 1)) as [Person];
    const cards = await freshCards(stack, 'con-tarjeta', [person]);
    await deposit(machine, { customerId: person.customerId }, 10);
    await deposit(machine, { card: cards.get(person.customerId)?.[0] }, 40);
    await quiet(stack);
    const me = await customer(stack, person);
    expect((await manager.send('POST', '/api/staff/points/rewards/tote-bag/stock', { pieces: 5 })).status).toBe(201);
    expect((await redeem(me, 'tote-bag')).status).toBe(201);
    expect(await active(me)).toBe(120);
    const second = await redeem(me, 'tote-bag');
    expect([second.status, second.body.code, await active(me)]).toEqual([409, 'reward-limit', 120]);
    const { body } = await me.get<{ rewards: { id: string; eligible: boolean }[] }>('/api/points/rewards');
    expect(body.rewards.find(({ id }) => id === 'tote-bag')).toMatchObject({ eligible: false });
  });

  it('with a partner’s code hand each code out once, ever', async () => {
    const one = await member('codigo-uno', 50);
    const two = await member('codigo-dos', 50);
    const codes = ['CINE-0001'];
    const stock = (body: unknown) => manager.send('POST', '/api/staff/points/rewards/cinema-ticket/stock', body);
    expect((await stock({ codes })).status).toBe(201);
    const known = await stock({ codes: ['CINE-0002', 'CINE-0001'] });
    expect([known.status, known.body.code]).toEqual([409, 'code-known']);
    const mine = await redeem(one, 'cinema-ticket');
    expect([mine.status, mine.body.code]).toEqual([201, 'CINE-0001']);
    const none = await redeem(two, 'cinema-ticket');
    expect([none.status, none.body.code, await active(two)]).toEqual([409, 'reward-out-of-stock', 200]);
    await (await asStaff('agent')).send('POST', `/api/staff/points/redemptions/${mine.body.id}/cancel`);
    expect((await redeem(two, 'cinema-ticket')).status).toBe(409);
    expect((await stock({ codes })).status).toBe(409);
  });

  it('of which one piece is left go to one of 50 members, while one of them brings a thousand bottles', async () => {
    const deposits = 1_000;
    const sexta = stack.devices.find(({ brand }) => brand === 'sexta') as DeviceHandle;
    const people = await freshCitizens(stack, 'ultima-pieza', 50, 'sexta');
    const theirs = await connectMachine(stack, sexta);
    for (const { customerId } of people) await deposit(theirs, { customerId }, 4);
    await quiet(stack);
    const chief = stack.staff.people.find((each) => each.brand === 'sexta' && each.role === 'manager');
    const stocked = await (await staff(stack, chief as NonNullable<typeof chief>)).send(
      'POST',
      '/api/staff/points/rewards/tote-bag/stock',
      { pieces: 1 },
    );
    expect(stocked.status).toBe(201);
    const members = await Promise.all(people.map((person) => customer(stack, person)));
    expect(await Promise.all(members.map(active))).toEqual(members.map(() => 100));
    const busy = people[0] as Person;
    const flood = (async () => {
      for (let n = 0; n < deposits; n += 20) {
        await Promise.all(Array.from({ length: 20 }, () => deposit(theirs, { customerId: busy.customerId }, 1)));
      }
    })();
    const answers = await Promise.all(members.map((me) => redeem(me, 'tote-bag')));
    await flood;
    await theirs.stop();
    await quiet(stack, 300);
    const winners = answers.filter(({ status }) => status === 201);
    expect(winners).toHaveLength(1);
    for (const { status, body } of answers.filter((answer) => !winners.includes(answer))) {
      expect([status, body.code]).toEqual([409, 'reward-out-of-stock']);
    }
    const balances = await Promise.all(members.map(active));
    const [won] = answers.flatMap(({ status }, at) => (status === 201 ? [at] : []));
    expect(balances).toEqual(people.map((_, at) => 100 + (at === 0 ? deposits * 25 : 0) - (at === won ? 80 : 0)));
  }, 600_000);
});
