import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { deploy, localContext, synthesise } from '../../local/deploy.ts';
import { cloudEnvironment } from '../../local/emulator.ts';
import { connectMachine } from '../../local/machine.ts';
import { republish } from '../../local/republish.ts';
import { type DeviceHandle, type Person, readStack } from '../../local/stack.ts';
import { productTime, quiet, travel } from '../../local/time-machine.ts';
import { customer } from '../../local/visitor.ts';
import { freshCitizens } from './citizens.ts';

const stack = readStack();
Object.assign(process.env, cloudEnvironment(stack.endpoint));
const device = stack.devices.find(({ brand }) => brand === 'sexta') as DeviceHandle;
const brands = process.env.BRANDS_DIR as string;

/** Another figure for bottles, as the brand would change it: one line of data, and a deploy. */
async function bottlesEarn(pet: number, version: number): Promise<void> {
  const file = join(brands, 'sexta.json');
  const programme = JSON.parse(readFileSync(file, 'utf8'));
  programme.points.deposits = {
    ...programme.points.deposits,
    version,
    perContainer: { ...programme.points.deposits.perContainer, pet },
  };
  writeFileSync(file, JSON.stringify(programme));
  const origins = Object.fromEntries(Object.entries(stack.brands).map(([brand, { url }]) => [brand, url]));
  const { endpoint } = stack;
  const outDir = join(brands, '../redeploy');
  await synthesise(outDir, localContext(origins));
  await deploy({ endpoint, outDir });
}

async function deposit(id: string, at: string, { customerId }: Person): Promise<void> {
  const sentAt = new Date(await productTime(stack)).toISOString();
  const data = { citizen: { customerId }, items: [{ material: 'pet', grams: 28 }] };
  const machine = await connectMachine(stack, device);
  await machine.publish('deposit', JSON.stringify({ id, at, sentAt, type: 'deposit', data }));
  await machine.stop();
  await quiet(stack);
}

describe('when a brand changes what a bottle earns', () => {
  afterAll(() => bottlesEarn(10, 3)); // as the other stories know it

  it('what was earned stays, a deposit heard again earns nothing, also after a year, and the next one earns by the new rule', async () => {
    const [person] = (await freshCitizens(stack, 'regla', 1, 'sexta')) as [Person];
    const me = await customer(stack, person);
    const seen = async () => {
      const { body } = await me.get<{ entries: { points: number; reason: string }[] }>('/api/points/entries');
      return body.entries.map(({ points, reason }) => [points, /versión \d+/.exec(reason)?.[0]]);
    };
    const began = new Date(await productTime(stack)).toISOString();
    await deposit('rule-1', began, person);
    expect(await seen()).toEqual([[10, 'versión 3']]);

    await bottlesEarn(50, 4);
    await deposit('rule-1', began, person);
    await republish({
      table: stack.table,
      bus: stack.bus,
      from: began,
      to: new Date(await productTime(stack)).toISOString(),
    });
    await quiet(stack);
    expect(await seen()).toEqual([[10, 'versión 3']]);

    await deposit('rule-2', new Date(await productTime(stack)).toISOString(), person);
    expect(await seen()).toEqual([
      [50, 'versión 4'],
      [10, 'versión 3'],
    ]);

    // The month of both is over when a year and its month have passed.
    await travel(stack, 396 * 86_400_000);
    const lived = await seen();
    expect(lived).toEqual([
      [-60, undefined],
      [50, 'versión 4'],
      [10, 'versión 3'],
    ]);
    await republish({
      table: stack.table,
      bus: stack.bus,
      from: began,
      to: new Date(await productTime(stack)).toISOString(),
    });
    await quiet(stack);
    expect(await seen()).toEqual(lived);
    expect((await me.get<{ active: number }>('/api/points/balance')).body.active).toBe(0);
  });
});
