import { expect, it } from '@jest/globals';
import { driver } from '../world/driver.ts';

it('a heartbeat costs one read and one plain write, and the last by the machine’s own clock is what is shown', async () => {
  const here = await driver();
  const watch = await here.provisions('microsmile', {});
  const ana = await here.registers('microsmile', 'ana');
  const me = await here.as(ana);
  await me.send('POST', '/api/devices/claims', { serial: watch.serial, code: watch.claimCode });
  await here.quiet();
  const asked = new Set<string>();
  here.world.scheduler.fate = ({ process, operation }) => {
    if (process?.name.startsWith('devices/on-device')) asked.add(operation);
    return 'answered';
  };
  const state = async () => (await me.get<{ state: string }>(`/api/devices/${watch.deviceId}`)).body.state;
  const at = await here.now();
  await watch.says('heartbeat', {}, { id: 'beat-1', at });
  await here.quiet();
  // In the world a batch may be answered in part, and a message come twice.
  expect([...asked]).toEqual(['BatchGet', 'Update']);
  expect(await state()).toBe('online');
  await here.travel('PT40M');
  expect(await state()).toBe('silent');
  await watch.says('heartbeat', {}, { id: 'beat-2' });
  await here.quiet();
  await watch.says('heartbeat', {}, { id: 'late', at });
  await watch.says('heartbeat', {}, { id: 'beat-1', at });
  await here.quiet();
  expect(await state()).toBe('online');
});
