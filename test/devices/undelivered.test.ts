import { expect, it } from '@jest/globals';
import { forwarded } from '../../functions/devices/undelivered.ts';
import { driver } from '../world/driver.ts';
import { endFaults } from '../world/faults.ts';
import { beginOutage } from '../world/outages/outage.ts';

/** What IoT Core tells of an empty message. */
const told = (topic: string): string =>
  JSON.stringify({ topic, clientId: 'retorno-rvm-1', base64OriginalPayload: 'e30=' });

/** A bottle is thrown in while queues are out for half an hour. */
async function thrownIn() {
  const here = await driver();
  const { world } = here;
  const { scheduler } = world;
  const machine = await here.provisions('retorno', { siteId: 'mercado', organisationId: 'ayuntamiento' });
  const ana = await here.registers('retorno', 'ana');
  await here.quiet();
  const end = beginOutage(world, 'queue');
  const citizen = { customerId: ana.customerId };
  await machine.says('deposit', { citizen, items: [{ material: 'glass', grams: 350 }] });
  await scheduler.passTo(scheduler.now() + 30 * 60_000);
  expect(world.bucket.isEmpty).toBe(false);
  end();
  return {
    world,
    /** What came of it so many minutes later: Ana's points, what was put aside, and whether anything lies there still. */
    async after(minutes: number) {
      await scheduler.passTo(scheduler.now() + minutes * 60_000);
      const { body } = await (await here.as(ana)).get<{ active: number }>('/api/points/balance');
      return [body.active, await here.aside('devices'), world.bucket.isEmpty];
    },
  };
}

it('what a machine says while queues are out counts, by the time at which it was said, five minutes after they are back', async () => {
  const { after } = await thrownIn();
  expect(await after(6)).toEqual([4, [], true]);
});

it('counts once where whoever sends it to the queue is cut off before it is taken out of the bucket', async () => {
  const { world, after } = await thrownIn();
  let cut = 0;
  world.scheduler.fate = ({ process, operation }) =>
    process?.name.startsWith('devices/on-schedule') && operation === 'SendMessage' && ++cut === 1
      ? 'dies after'
      : 'answered';
  expect(await after(4)).toEqual([0, [], false]);
  expect(await after(2)).toEqual([4, [], false]);
  endFaults(world);
  expect(await after(6)).toEqual([4, [], true]);
  expect(cut).toBe(1);
});

it('what SQS would not take as it lies there is put aside, and holds nothing else up', async () => {
  const { world, after } = await thrownIn();
  const odd = [
    '',
    '\u0000',
    ...Array.from({ length: 9 }, (_, n) => told(`vuelta/two words/devices/\uffff${n}/deposit`)),
  ];
  for (const [n, text] of odd.entries()) world.bucket.put(`1795604300000/5f2a/odd-${n}`, text);
  const [points, aside, empty] = await after(15); // what is nothing that IoT Core tells is tried for minutes
  expect([points, empty]).toEqual([4, true]);
  expect(aside).toHaveLength(odd.length);
});

it('a message is as the rule would have sent it: what IoT Core does not tell its error action stands in the key', () => {
  const key = '1795604400000/5f2a/0b7c';
  const told = {
    topic: 'vuelta/retorno/devices/rvm-1/deposit',
    clientId: 'retorno-rvm-1',
    base64OriginalPayload: 'e30=',
  };
  const more = { ruleName: 'vuelta_local_device_messages', failures: [{ failedAction: 'SqsAction' }] };
  expect(forwarded(key, JSON.stringify({ ...told, ...more }))).toEqual({
    ...{ topic: told.topic, clientId: told.clientId, body: 'e30=' },
    ...{ principal: '5f2a', arrivedAt: 1_795_604_400_000 },
  });
  expect(forwarded(key, 'not JSON')).toBeUndefined();
  expect(forwarded(key, '{}')).toBeUndefined();
});
