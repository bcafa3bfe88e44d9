import { expect, it } from '@jest/globals';
import '../support/environment.ts';
import { type Programme, programmes } from '#brands/programmes.ts';
import { carrierKeys } from '../../functions/recycling/parcels/carrier-keys.ts';
import { bareWorld } from '../world/bare-world.ts';

bareWorld();

/** The keys of a brand whose carrier has keys of these numbers. */
const keysOf = (brand: string, ...numbers: number[]) => {
  const { recycling, ...programme } = programmes[brand] as Programme;
  return carrierKeys({ ...programme, recycling: recycling && { ...recycling, carrierKeys: numbers } });
};

it('a carrier’s key is another at each brand and by each number, and the same whenever it is asked for', async () => {
  const [one, two] = await keysOf('microsmile', 1, 2);
  expect(await keysOf('microsmile', 1)).toEqual([one]);
  expect(await keysOf('microsmile', 2)).toEqual([two]);
  const all = [one, two, ...(await keysOf('keyphone', 1, 2))];
  expect(new Set(all).size).toBe(4);
  for (const key of all) expect(key).toMatch(/^[A-Za-z0-9_-]{22}$/);
});

it('where nothing comes back nobody may sign', async () => {
  expect(await keysOf('retorno', 1)).toEqual([]);
});
