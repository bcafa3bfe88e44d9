import { describe, expect, it } from '@jest/globals';
import { driver, type WorldDriver } from '../world/driver.ts';
import { endFaults, planCuts } from '../world/faults.ts';

const brand = 'retorno';
const office = '192.0.2.1';
const password = 'Vuelta-2026!';

const registers = (here: WorldDriver, from: string, email: string, key?: string) =>
  here
    .strangerAt(brand, from)
    .send<{ customerId: string; detail?: string }>(
      'POST',
      '/api/open/customers',
      { name: 'Ana', email, password },
      key,
    );

/** How many of so many who register one after the other from a network are let in. */
async function letIn(here: WorldDriver, from: string, people: number): Promise<number> {
  let done = 0;
  for (let n = 0; n < people; n++) {
    const { status } = await registers(here, from, `${done}-${n}-${from}@retorno.example`);
    expect([201, 429]).toContain(status);
    if (status === 201) done += 1;
  }
  return done;
}

describe('registering from one network', () => {
  it('is for as many as an office or a shop has in an hour: whoever invents addresses mails no more strangers than that', async () => {
    const here = await driver();
    expect(await letIn(here, office, 40)).toBe(20);
    await here.quiet();
    expect(here.world.mail.left).toHaveLength(20);
    expect((await registers(here, '192.0.2.2', 'otra@retorno.example')).status).toBe(201);
    await here.travel('PT1H');
    expect(await letIn(here, office, 40)).toBe(20);
    for (let n = 0; n < 5; n++) {
      await here.travel('PT1H');
      await letIn(here, office, 21);
    }
    expect(await letIn(here, office, 1)).toBe(0);
    await here.travel('P1D');
    expect(await letIn(here, office, 1)).toBe(1);
  });

  it('is refused in words, with nothing written and nobody made in the pool', async () => {
    const here = await driver();
    await letIn(here, office, 20);
    await here.quiet();
    const before = [...here.world.table.items()].length;
    const made = planCuts(here.world);
    const { status, body } = await registers(here, office, 'una-mas@retorno.example');
    expect(made.operations).not.toContain('AdminCreateUser');
    endFaults(here.world);
    expect([status, body.detail]).toEqual([429, expect.stringContaining('dentro de una hora')]);
    await here.quiet();
    expect([...here.world.table.items()]).toHaveLength(before);
  });

  it('counts a request once, however often it is sent and wherever it was cut off, and never refuses a repetition', async () => {
    const here = await driver();
    const again = () => registers(here, office, 'ana@retorno.example', 'the-same');
    // The password is set in the pool, and then the function dies: the visitor sends it again, by the same key.
    let deaths = 0;
    here.world.scheduler.fate = ({ operation }) =>
      operation === 'AdminSetUserPassword' && ++deaths <= 3 ? 'dies after' : 'answered';
    const first = await again();
    endFaults(here.world);
    expect([first.status, deaths]).toEqual([201, 4]);
    expect(await letIn(here, office, 20)).toBe(19);
    expect((await again()).body).toEqual(first.body);
  });
});
