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
