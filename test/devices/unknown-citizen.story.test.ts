import { expect, it } from '@jest/globals';
import { place } from '../support/place.ts';

const here = await place();
const items = [{ material: 'glass', grams: 350 }];
const letters = async (id: string) => (await here.aside('devices')).filter(({ reason }) => reason?.includes(id));

it('a deposit for a customer that there is not is nobody’s, and admins are told of it with its reason', async () => {
  const machine = await here.provisions('retorno', { siteId: 'plaza-mayor', organisationId: 'ayuntamiento' });
  const ana = await here.registers('retorno', 'ana');
  const elsewhere = await here.registers('mixsoon', 'berta');
  await machine.says('deposit', { citizen: { customerId: ana.customerId }, items });
  await machine.says('deposit', { citizen: { customerId: 'c-nobody' }, items }, { id: 'for-nobody' });
  await machine.says('deposit', { citizen: { customerId: elsewhere.customerId }, items });
  await here.quiet();

  expect(await letters(ana.customerId)).toEqual([]);
  for (const id of ['c-nobody', elsewhere.customerId]) {
    const [letter] = await letters(id);
    expect(letter).toMatchObject({ code: 'unknown-customer', reason: expect.stringContaining('recorded as nobody’s') });
  }
  const { body } = await (await here.as(ana)).get('/api/points/balance');
  expect(body.active).toBe(4);
  const theirs = await (await here.as(elsewhere)).get('/api/points/entries');
  expect(theirs.body).toEqual({ entries: [] });
});
