import { expect, it } from '@jest/globals';
import { driver } from '../world/driver.ts';

it('a deposit for a customer that there is not is recorded once, however often it comes, and earns for no account', async () => {
  const here = await driver();
  const machine = await here.provisions('retorno', { siteId: 'plaza-mayor', organisationId: 'ayuntamiento' });
  const at = await here.now();
  const data = { citizen: { customerId: 'c-nobody' }, items: [{ material: 'glass', grams: 350 }] };
  for (let time = 0; time < 2; time++) await machine.says('deposit', data, { id: 'for-nobody', at });
  await here.quiet();
  const items = [...here.world.table.items()];
  const recorded = items.filter(({ type }) => type === 'deposit.recorded');
  const containers = [{ material: 'glass', count: 1, grams: 350 }];
  expect(recorded).toMatchObject([{ data: { containers, nobodys: 'unknown-customer' } }]);
  expect(JSON.stringify(recorded)).not.toContain('accountId');
  expect(items.filter(({ pk }) => pk.includes('c-nobody'))).toEqual([]);
});

it('who named the customer is known by the read that every message costs', async () => {
  const here = await driver();
  const machine = await here.provisions('retorno', { siteId: 'plaza-mayor', organisationId: 'ayuntamiento' });
  const { customerId } = await here.registers('retorno', 'ana');
  const asked: string[] = [];
  here.world.scheduler.fate = ({ process, operation }) => {
    if (process?.name.startsWith('devices/on-device')) asked.push(operation);
    return 'answered';
  };
  await machine.says('deposit', { citizen: { customerId }, items: [{ material: 'glass', grams: 350 }] }, { id: 'one' });
  await here.quiet();
  expect(new Set(asked)).toEqual(new Set(['BatchGet', 'TransactWrite']));
});
