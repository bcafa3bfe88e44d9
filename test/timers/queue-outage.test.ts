import { expect, it } from '@jest/globals';
import { driver } from '../world/driver.ts';
import { beginOutage } from '../world/outages/outage.ts';

const evening = '2026-11-23T21:20:00.000Z';

it.each(['08:31', '08:38', '08:46', '08:55'])(
  'what waits for nine leaves within two minutes after half an hour without queues, from %s on',
  async (from) => {
    const here = await driver({ start: evening });
    const { scheduler } = here.world;
    const machine = await here.provisions('retorno', { siteId: 'mercado', organisationId: 'ayuntamiento' });
    const { customerId, email } = await here.registers('retorno', 'ana');
    const items = [{ material: 'glass', grams: 350 }];
    await machine.says('deposit', { citizen: { customerId }, items });
    await here.travelTo(from);
    const end = beginOutage(here.world, 'queue');
    await scheduler.passTo(scheduler.now() + 30 * 60_000);
    end();
    await scheduler.passTo(scheduler.now() + 2 * 60_000);
    expect((await here.mails(email)).map(({ subject }) => subject)).toContain('Has ganado 4 puntos');
    expect(await here.aside('notifications')).toEqual([]);
  },
);
