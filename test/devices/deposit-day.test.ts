import { beforeAll, describe, expect, it } from '@jest/globals';
import { depositRecorded } from '#events/devices/deposit.recorded.ts';
import { putEvents } from '#layers/aws/eventbridge.ts';
import { local } from '../../infra/names.ts';
import { place } from '../support/place.ts';
import type { WorldDriver } from '../world/driver.ts';
import { endFaults, planFaults } from '../world/faults.ts';
import { planDay, type ToldDay } from './told-day.ts';

const here = (await place()) as WorldDriver;

describe('a day of deposits while 2 % of all calls to AWS fail in every way and functions die mid-run', () => {
  const poison = 'poison'.padEnd(22, '0');
  let told: ToldDay;
  let began: string;

  beforeAll(async () => {
    began = await here.now();
    told = await planDay(here, 'averias', { seed: 12, deposits: 150, citizens: 6, machines: 6 });
    planFaults(here.world, 0.02, 5);
    await putEvents(local.busName, [poisonous(poison, began)]);
    await told.tell();
    endFaults(here.world);
    await here.quiet();
  });

  it('ends with the balances that the day alone comes to, and gives up nothing but the poison', async () => {
    const letters = await Promise.all(
      ['devices', 'points', 'notifications'].map((capability) => here.aside(capability)),
    );
    const givenUp = new Set(['gave-up', 'unknown']); // by the runtime, or by the queue where functions died
    const gaveUp = letters.flat().filter(({ code, body }) => givenUp.has(code) && !body.includes(poison));
    expect(await told.differences()).toEqual([]);
    expect(gaveUp).toEqual([]);
    const aside = await told.aside();
    expect(aside.length).toBeGreaterThanOrEqual(told.hopeless);
    expect(new Set(aside.map(({ body }) => body)).size).toBeLessThanOrEqual(told.hopeless);
  });

  it('puts an event aside that fails whatever is tried, with what failed, while its neighbours pass', async () => {
    const [letter, ...more] = (await here.aside('points')).filter(({ body }) => body.includes(poison));
    expect([letter?.code, letter?.reason]).toEqual(['gave-up', expect.stringContaining('failed 7 times')]);
    expect(more).toEqual([]);
  });

  it('changes nothing when every event of it is published again', async () => {
    expect(await here.republishes(began, await here.now())).toBeGreaterThan(250);
    await here.quiet();
    expect(await told.differences()).toEqual([]);
  });
});

/** An event that every schema lets through and no table takes: its account's key is too long. */
function poisonous(id: string, time: string) {
  const subject = 'device#rvm-0001';
  const detail = {
    ...{ specversion: '1.0', id, type: 'deposit.recorded', dataschema: 'vuelta:deposit.recorded:1' },
    ...{ source: 'vuelta/devices', subject, time, brand: 'retorno', recordedAt: time },
    data: { ...depositRecorded.example, accountId: 'x'.repeat(3_000) },
    cause: { id, subject, time },
    actor: { id: 'rvm-0001', role: 'device' },
  };
  return { source: detail.source, type: detail.type, detail: JSON.stringify(detail) };
}
