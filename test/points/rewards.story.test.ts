import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Person } from '../../tools/cloud/stack.ts';
import type { Visitor } from '../../tools/demo/visitor.ts';
import { linkCard } from '../support/cards.ts';
import type { Device } from '../support/driver.ts';
import { place } from '../support/place.ts';
import { active, cardOf, type Entry, entries, redeem, why } from './members.ts';

const here = await place();

/** A deposit of so many glass containers; not waited for. */
const deposit = (machine: Device, citizen: object, glass: number): Promise<void> =>
  machine.says('deposit', { citizen, items: Array(glass).fill({ material: 'glass', grams: 350 }) });

describe('rewards', () => {
  let machine: Device;
  let manager: Visitor;

  beforeAll(async () => {
    machine = await here.provisions('retorno', { siteId: 'mercado', organisationId: 'ayuntamiento' });
    manager = await here.staff('retorno', 'manager');
  });

  /** Somebody who has 4 points for each glass. */
  const member = async (story: string, glass: number): Promise<Visitor> => {
    const person = await here.registers('retorno', story);
    await deposit(machine, { customerId: person.customerId }, glass);
    await here.quiet();
    return here.as(person);
  };

  it('show what is missing, and are refused with a reason until there is enough', async () => {
    const me = await member('falta', 10);
    const { body } = await me.get<{ rewards: { id: string }[] }>('/api/points/rewards');
    expect(body.rewards.find(({ id }) => id === 'food-bank')).toEqual({
      id: 'food-bank',
      name: 'Donación de 1 € al banco de alimentos',
      points: 50,
      missing: 10,
      eligible: false,
      why: { code: 'not-enough-points', text: 'Te faltan 10 puntos.' },
    });
    const refused = await redeem(me, 'food-bank');
    expect([refused.status, refused.body.code, await active(me)]).toEqual([409, 'not-enough-points', 40]);
    expect((await redeem(me, 'no-such-thing')).status).toBe(404);
  });

  it('are exchanged once for one request, and given back with their expiry when that is undone', async () => {
    const me = await member('ida-vuelta', 20);
    const expiring = (await me.get<{ expiring: unknown }>('/api/points/balance')).body.expiring;
    await here.travel('PT1M');
    const first = await redeem(me, 'food-bank', 'one-wish');
    const again = await redeem(me, 'food-bank', 'one-wish');
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(await active(me)).toBe(30);

    await here.travel('PT1M');
    const agent = await here.staff('retorno', 'agent');
    const { id, reference } = first.body;
    const atTheCounter = `/api/staff/points/redemptions/${reference.toLowerCase().replaceAll('-', '')}`;
    const told = await agent.get<{ id: string; customerId: string; state: string }>(atTheCounter);
    expect(told.body).toMatchObject({ id, reference, state: 'redeemed' });
    const undone = await agent.send<{ state: string }>('POST', `${atTheCounter}/cancel`);
    expect([undone.status, undone.body.state]).toEqual([200, 'cancelled']);
    const twice = await agent.send<{ code: string }>('POST', `/api/staff/points/redemptions/${first.body.id}/cancel`);
    expect([twice.status, twice.body.code]).toEqual([409, 'redemption-closed']);
    const { body } = await me.get<{ active: number; expiring: unknown }>('/api/points/balance');
    expect([body.active, body.expiring]).toEqual([80, expiring]);
    const [reversed, ...before] = await entries(me);
    expect([reversed, ...before].map((entry) => [entry?.kind, entry?.points, entry?.balance])).toEqual([
      ['reversed', 50, 80],
      ['redeemed', -50, 30],
      ['earned', 80, 80],
    ]);
    const chain = await why(me, reversed as NonNullable<typeof reversed>);
    expect(chain.map(({ type }) => type)).toEqual(['points.reversed', 'points.redeemed']);
  });

  it('are got without a confirmed address: the code is in the answer and stays in the list, and no mail waits for it', async () => {
    const password = 'Vuelta-2026!';
    const email = `sin-confirmar-${crypto.getRandomValues(new Uint8Array(4)).join('')}@retorno.example`;
    const asked = { name: 'Olga', email, password };
    const registered = await here
      .stranger('retorno')
      .send<{ customerId: string }>('POST', '/api/open/customers', asked);
    const { customerId } = registered.body;
    const me = await here.as({ brand: 'retorno', role: 'customer', username: customerId, password });
    await deposit(machine, { customerId }, 50);
    await here.quiet();
    const path = '/api/staff/points/rewards/cinema-ticket/stock';
    expect((await manager.send('POST', path, { codes: ['CINE-0009'] })).status).toBe(201);
    const got = await redeem(me, 'cinema-ticket');
    expect([got.status, got.body.code, await active(me)]).toEqual([201, 'CINE-0009', 0]);
    const { body } = await me.get<{ redemptions: { code?: string }[] }>('/api/points/redemptions');
    expect(body.redemptions.map(({ code }) => code)).toEqual(['CINE-0009']);
    await here.quiet();
    expect((await here.mails(email)).map(({ subject }) => subject)).toEqual(['Confirma tu correo para Retorno']);
  });

  it('take points from a linked card too, and keep to what one person may have', async () => {
    const person = await here.registers('retorno', 'con-tarjeta');
    const me = await here.as(person);
    expect((await linkCard(here, machine, me, cardOf(person))).status).toBe(201);
    await deposit(machine, { customerId: person.customerId }, 10);
    await deposit(machine, { card: cardOf(person) }, 40);
    await here.quiet();
    expect((await manager.send('POST', '/api/staff/points/rewards/tote-bag/stock', { pieces: 5 })).status).toBe(201);
    expect((await redeem(me, 'tote-bag')).status).toBe(201);
    expect(await active(me)).toBe(120);
    const second = await redeem(me, 'tote-bag');
    expect([second.status, second.body.code, await active(me)]).toEqual([409, 'reward-limit', 120]);
    const { body } = await me.get<{ rewards: { id: string; missing?: number }[] }>('/api/points/rewards');
    const bag = body.rewards.find(({ id }) => id === 'tote-bag');
    expect(bag).toMatchObject({ eligible: false, why: { code: 'reward-limit' } });
    expect(bag?.missing).toBeUndefined();
    const text = 'Canjeaste 80 puntos por «Bolsa de algodón»';
    const [spent, ...before] = await entries(me);
    expect(spent).toMatchObject({ kind: 'redeemed', title: text, points: -80, balance: 120 });
    expect(before.map(({ points }) => points).sort()).toEqual([160, 40]);
    const told = await me.get<{ entries: { type: string; text: string }[] }>('/api/customers/me/timeline');
    const lines = told.body.entries.filter(({ type }) => type === 'points.redeemed');
    expect(lines.map((line) => line.text)).toEqual([text]);
    expect((await why(me, spent as Entry)).map((link) => link.text)).toEqual([text]);
    const agent = await here.staff('retorno', 'agent');
    const { about } = spent as Entry;
    await here.travel('PT1M');
    expect((await agent.send('POST', `/api/staff/points/redemptions/${about.redemptionId}/cancel`)).status).toBe(200);
    const [back] = await entries(me);
    expect(back).toMatchObject({ kind: 'reversed', points: 80, balance: 200 });
    expect((await why(me, back as Entry)).map((link) => link.text)).toEqual([
      'Te devolvimos 80 puntos: se anuló tu canje por «Bolsa de algodón»',
      text,
    ]);
    const onlyEarned = await me.get<{ entries: Entry[] }>('/api/points/entries?kind=earned&limit=1');
    expect(onlyEarned.body.entries).toEqual([before[0]]);
  });

  it('with a partner’s code hand each code out once, ever', async () => {
    const one = await member('codigo-uno', 50);
    const two = await member('codigo-dos', 50);
    const codes = ['CINE-0001'];
    const stock = (body: unknown) =>
      manager.send<{ code: string }>('POST', '/api/staff/points/rewards/cinema-ticket/stock', body);
    expect((await stock({ codes })).status).toBe(201);
    const known = await stock({ codes: ['CINE-0002', 'CINE-0001'] });
    expect([known.status, known.body.code]).toEqual([409, 'code-known']);
    const mine = await redeem(one, 'cinema-ticket');
    expect([mine.status, mine.body.code]).toEqual([201, 'CINE-0001']);
    const none = await redeem(two, 'cinema-ticket');
    expect([none.status, none.body.code, await active(two)]).toEqual([409, 'reward-out-of-stock', 200]);
    await (await here.staff('retorno', 'agent')).send('POST', `/api/staff/points/redemptions/${mine.body.id}/cancel`);
    expect((await redeem(two, 'cinema-ticket')).status).toBe(409);
    expect((await stock({ codes })).status).toBe(409);
  });

  it('of which one piece is left go to one of 50 members, while one of them brings 100 bottles', async () => {
    const theirs = await here.provisions('sexta', { siteId: 'mercado', organisationId: 'ayuntamiento' });
    const members: Visitor[] = [];
    const people: Person[] = [];
    const balances = async () => {
      const found: number[] = [];
      for (const me of members) found.push(await active(me));
      return found;
    };
    for (let n = 0; n < 50; n++) {
      const person = await here.registers('sexta', 'ultima-pieza');
      people.push(person);
      members.push(await here.as(person));
      await deposit(theirs, { customerId: person.customerId }, 4);
    }
    await here.quiet();
    const stocked = await (await here.staff('sexta', 'manager')).send(
      'POST',
      '/api/staff/points/rewards/tote-bag/stock',
      { pieces: 1 },
    );
    expect(stocked.status).toBe(201);
    expect(await balances()).toEqual(members.map(() => 100));

    const bottles = 100;
    const [busy] = people.map(({ customerId }) => customerId);
    const flood = (async () => {
      for (let n = 0; n < bottles; n++) await deposit(theirs, { customerId: busy }, 1);
    })();
    const answers = await Promise.all(members.map((me) => redeem(me, 'tote-bag')));
    await flood;
    await here.quiet();
    const winners = answers.flatMap(({ status }, at) => (status === 201 ? [at] : []));
    expect(winners).toHaveLength(1);
    for (const { status, body } of answers.filter((_, at) => !winners.includes(at))) {
      expect([status, body.code]).toEqual([409, 'reward-out-of-stock']);
    }
    const expected = people.map((_, at) => 100 + (at === 0 ? bottles * 25 : 0) - (winners.includes(at) ? 80 : 0));
    expect(await balances()).toEqual(expected);
  }, 300_000);
});
