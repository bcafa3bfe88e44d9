import { expect, it } from '@jest/globals';
import { place } from '../support/place.ts';
import type { WorldDriver } from './driver.ts';
import { cuts, endFaults, planCuts, planFaults } from './faults.ts';

interface Citizen {
  readonly here: WorldDriver;
  deposits(): Promise<void>;
  points(): Promise<number>;
}

/** Somebody before a machine. */
async function citizen(): Promise<Citizen> {
  const here = (await place()) as WorldDriver;
  const machine = await here.provisions('retorno', { siteId: 'mercado', organisationId: 'ayuntamiento' });
  const ana = await here.registers('retorno', 'ana');
  const me = await here.as(ana);
  await here.quiet();
  return {
    here,
    async deposits() {
      const items = [{ material: 'glass', grams: 350 }];
      await machine.says('deposit', { citizen: { customerId: ana.customerId }, items });
      await here.quiet();
      endFaults(here.world);
    },
    points: async () => (await me.get<{ active: number }>('/api/points/balance')).body.active,
  };
}

it('a deposit counts once, at whichever call of the product the power fails, and however', async () => {
  const whole = await citizen();
  const made = planCuts(whole.here.world);
  await whole.deposits();
  expect(await whole.points()).toBe(4);
  const calls = made.calls();
  expect(calls).toBeGreaterThan(10);
  for (let call = 1; call <= calls; call++) {
    for (const cut of cuts) {
      const { here, deposits, points } = await citizen();
      planCuts(here.world, { [call]: cut });
      await deposits();
      expect([call, cut, await points()]).toEqual([call, cut, 4]);
    }
  }
});

it('happens in the same order under the same seed, faults included, and in another under another', async () => {
  const told = async (seed: number): Promise<string> => {
    const { here, deposits } = await citizen();
    planFaults(here.world, 0.05, seed);
    await deposits();
    return here.world.scheduler.fingerprint;
  };
  expect(await told(7)).toBe(await told(7));
  expect(await told(7)).not.toBe(await told(8));
});
