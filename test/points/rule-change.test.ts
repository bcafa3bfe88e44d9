import { afterAll, describe, expect, it } from '@jest/globals';
import { place } from '../support/place.ts';
import type { WorldDriver } from '../world/driver.ts';

const here = (await place()) as WorldDriver;
const { programmes } = await import('#brands/programmes.ts');
const deposits = programmes.sexta?.points?.deposits as { version: number; perContainer: Record<string, number> };
const asItWas = { version: deposits.version, pet: deposits.perContainer.pet as number };

/** The brand deploys another figure for bottles: one line of data, and all functions have it from now on. */
function bottlesEarn({ pet, version }: typeof asItWas): void {
  deposits.version = version;
  deposits.perContainer.pet = pet;
}

describe('when a brand changes what a bottle earns', () => {
  afterAll(() => bottlesEarn(asItWas));

  it('what was earned stays, a deposit heard again earns nothing, also after a year, and the next one earns by the new rule', async () => {
    const machine = await here.provisions('sexta', { siteId: 'mercado', organisationId: 'ayuntamiento' });
    const { customerId, ...person } = await here.registers('sexta', 'regla');
    const me = await here.as(person);
    const deposit = async (id: string, at: string) => {
      const data = { citizen: { customerId }, items: [{ material: 'pet', grams: 28 }] };
      await machine.says('deposit', data, { id, at });
      await here.quiet();
    };
    const seen = async () => {
      const { body } = await me.get<{ entries: { points: number; ruleVersion?: number }[] }>('/api/points/entries');
      return body.entries.map(({ points, ruleVersion }) => [points, ruleVersion]);
    };
    const heardAgain = async () => {
      expect(await here.republishes(began, await here.now())).toBeGreaterThan(0);
      await here.quiet();
    };
    const began = await here.now();
    await deposit('rule-1', began);
    expect(await seen()).toEqual([[10, 3]]);

    bottlesEarn({ pet: 50, version: 4 });
    await here.travel('PT1M');
    await deposit('rule-1', began);
    await heardAgain();
    expect(await seen()).toEqual([[10, 3]]);

    await deposit('rule-2', await here.now());
    expect(await seen()).toEqual([
      [50, 4],
      [10, 3],
    ]);

    // The month of both is over when a year and its month have passed.
    await here.travel('P396D');
    const lived = await seen();
    expect(lived).toEqual([
      [-60, undefined],
      [50, 4],
      [10, 3],
    ]);
    await heardAgain();
    expect(await seen()).toEqual(lived);
    expect((await me.get<{ active: number }>('/api/points/balance')).body.active).toBe(0);
  });
});
