import { expect, it } from '@jest/globals';
import { driver } from '../world/driver.ts';
import { beginOutage } from '../world/outages/outage.ts';

it('what a machine says while queues are out counts once, by the time at which it was said, five minutes after they are back', async () => {
  const here = await driver();
  const { world } = here;
  const { scheduler } = world;
  const machine = await here.provisions('retorno', { siteId: 'mercado', organisationId: 'ayuntamiento' });
  const ana = await here.registers('retorno', 'ana');
  const { customerId } = ana;
  await here.quiet();
  const end = beginOutage(world, 'queue');
  await machine.says('deposit', { citizen: { customerId }, items: [{ material: 'glass', grams: 350 }] });
  await scheduler.passTo(scheduler.now() + 30 * 60_000);
  expect(world.bucket.isEmpty).toBe(false);
  end();
  await scheduler.passTo(scheduler.now() + 6 * 60_000);
  await here.quiet();
  const { body } = await (await here.as(ana)).get<{ active: number }>('/api/points/balance');
  expect([body.active, world.bucket.isEmpty, await here.aside('devices')]).toEqual([4, true, []]);
});
