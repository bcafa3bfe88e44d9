import { expect, it } from '@jest/globals';
import type { Visitor } from '../../tools/demo/visitor.ts';
import { place } from '../support/place.ts';

const here = await place();

/** The ids of a list, page by page. */
async function walked(who: Visitor, path: string, list: string, limit: number): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const query: string = `?limit=${limit}${cursor && `&cursor=${cursor}`}`;
    const { body } = await who.get<{ [name: string]: { id: string }[] } & { cursor?: string }>(`${path}${query}`);
    ids.push(...(body[list] ?? []).map(({ id }) => id));
    cursor = body.cursor;
  }
  return ids;
}

/** Whatever the size of its pages, a list has the same things in the same order, each once. */
async function expectSameByPages(who: Visitor, path: string, list: string, length: number): Promise<void> {
  const whole = await walked(who, path, list, 100);
  expect(new Set(whole).size).toBe(length);
  expect(await walked(who, path, list, 1)).toEqual(whole);
  expect(await walked(who, path, list, 2)).toEqual(whole);
}

it('a citizen reads entries and redemptions by pages of any size, to the end', async () => {
  const machine = await here.provisions('retorno', { siteId: 'mercado', organisationId: 'ayuntamiento' });
  const citizen = await here.registers('retorno', 'paginas');
  const me = await here.as(citizen);
  const items = Array.from({ length: 50 }, () => ({ material: 'glass', grams: 350 }));
  await machine.says('deposit', { citizen: { customerId: citizen.customerId }, items });
  await here.quiet();
  for (let n = 0; n < 4; n++) {
    expect((await me.send('POST', '/api/points/redemptions', { rewardId: 'food-bank' })).status).toBe(201);
  }
  await here.quiet();
  await expectSameByPages(me, '/api/points/entries', 'entries', 5);
  await expectSameByPages(me, '/api/points/redemptions', 'redemptions', 4);
});

it('a customer reads cases by pages of any size, to the end', async () => {
  const customer = await here.registers('microsmile', 'paginas');
  const me = await here.as(customer);
  for (let n = 0; n < 4; n++) {
    const serial = `PG-${n}-${customer.customerId.replaceAll(/[^A-Za-z0-9]/g, '')}`;
    expect((await me.send('POST', '/api/recycling/cases', { serial })).status).toBe(201);
  }
  await here.quiet();
  await expectSameByPages(me, '/api/recycling/cases', 'cases', 4);
});

it('a cursor leads on in the list that gave it, and is refused by every other', async () => {
  const [one, other] = await Promise.all([here.registers('microsmile', 'uno'), here.registers('microsmile', 'otra')]);
  const [me, neighbour] = await Promise.all([here.as(one), here.as(other)]);
  for (const [n, who] of [me, me, me, neighbour, neighbour].entries()) {
    const serial = `CU-${n}-${one.customerId.replaceAll(/[^A-Za-z0-9]/g, '')}`;
    expect((await who.send('POST', '/api/recycling/cases', { serial })).status).toBe(201);
  }
  await here.quiet();
  const { body } = await me.get<{ cursor: string }>('/api/recycling/cases?limit=1');
  const ask = (who: Visitor, path: string, cursor = body.cursor) =>
    who.get<{ errors?: { field: string }[]; cases?: object[] }>(
      `${path}${path.includes('?') ? '&' : '?'}cursor=${cursor}`,
    );
  expect((await ask(me, '/api/recycling/cases?limit=2')).body.cases).toHaveLength(2);
  for (const elsewhere of [
    await ask(neighbour, '/api/recycling/cases'),
    await ask(me, '/api/points/redemptions'),
    await ask(me, '/api/points/entries'),
    await ask(me, '/api/customers/me/timeline'),
    await ask(me, '/api/recycling/cases', 'WyJhIl0'),
    await ask(me, '/api/recycling/cases', ''),
  ]) {
    expect(elsewhere.status).toBe(400);
    expect(elsewhere.body.errors).toEqual([{ field: 'query.cursor', message: expect.any(String) }]);
  }
});

it('a cursor of a list of one kind is none of the list of another', async () => {
  const machine = await here.provisions('retorno', { siteId: 'mercado', organisationId: 'ayuntamiento' });
  const citizen = await here.registers('retorno', 'clases');
  const me = await here.as(citizen);
  const items = [{ material: 'glass', grams: 350 }];
  for (let n = 0; n < 2; n++) {
    await machine.says('deposit', { citizen: { customerId: citizen.customerId }, items });
    await here.quiet();
  }
  const { body } = await me.get<{ cursor: string }>('/api/points/entries?kind=earned&limit=1');
  const next = (kind: string) => me.get(`/api/points/entries?kind=${kind}&cursor=${body.cursor}`);
  expect((await next('earned')).status).toBe(200);
  expect((await next('redeemed')).status).toBe(400);
});

it('a query that a route does not know is refused, and told what it knows', async () => {
  const me = await here.as(await here.registers('retorno', 'preguntas'));
  const asked = await me.get<{ errors: object[] }>('/api/points/entries?limti=5&cursr=x');
  expect(asked.status).toBe(400);
  expect(asked.body.errors).toEqual([
    { field: 'query.limti', message: 'is not known here; what is: cursor, limit, kind' },
    { field: 'query.cursr', message: 'is not known here; what is: cursor, limit, kind' },
  ]);
  const balance = await me.get<{ errors: object[] }>('/api/points/balance?on=2026-01-01');
  expect(balance.status).toBe(400);
  expect(balance.body.errors).toEqual([{ field: 'query.on', message: 'is not known here; nothing is' }]);
});
