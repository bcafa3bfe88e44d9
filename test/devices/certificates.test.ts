import { beforeEach, describe, expect, it } from '@jest/globals';
import { endedBy, heldAt, inForce, replacedBy } from '../../functions/devices/certificates.ts';
import { local } from '../../infra/names.ts';
import type { Visitor } from '../../tools/demo/visitor.ts';
import type { Device } from '../support/driver.ts';
import { driver, type WorldDriver } from '../world/driver.ts';
import { endFaults } from '../world/faults.ts';

describe('a certificate', () => {
  const first = [{ id: 'a', from: '2026-01-01T00:00:00.000Z' }];
  const both = replacedBy(first, 'b', '2026-06-01T00:00:00.000Z');

  it('is the device’s from when it was made, and for a quarter of an hour after it was replaced', () => {
    const held = (id: string, at: string) => heldAt(both, id, at);
    expect(held('a', '2025-12-31T23:59:59.999Z')).toBe(false);
    expect(held('a', '2026-01-01T00:00:00.000Z')).toBe(true);
    expect(held('a', '2026-06-01T00:14:59.999Z')).toBe(true);
    expect(held('a', '2026-06-01T00:15:00.000Z')).toBe(false);
    expect(held('b', '2026-05-31T23:59:59.999Z')).toBe(false);
    expect(held('b', '2036-06-01T00:00:00.000Z')).toBe(true);
    expect(held('c', '2026-06-01T00:00:00.000Z')).toBe(false);
  });

  it('is nobody’s from the instant at which it is taken away, and its past stays as it was', () => {
    expect(inForce(both, '2026-06-01T00:10:00.000Z')).toEqual(['a', 'b']);
    const ended = endedBy(both, '2026-06-01T00:10:00.000Z');
    expect(inForce(ended, '2026-06-01T00:10:00.000Z')).toEqual([]);
    expect(heldAt(ended, 'a', '2026-06-01T00:09:59.999Z')).toBe(true);
    expect(endedBy(ended, '2026-07-01T00:00:00.000Z')).toEqual(ended);
  });
});

describe('a machine whose certificate changes', () => {
  let here: WorldDriver;
  let machine: Device;
  let manager: Visitor;
  let ana: Visitor;
  let customerId: string;
  const glass = () => ({ citizen: { customerId }, items: [{ material: 'glass', grams: 350 }] });
  const points = async () => (await ana.get<{ active: number }>('/api/points/balance')).body.active;
  const aside = async () => (await here.aside('devices')).map(({ code }) => code);
  const asks = (what: string, key?: string) =>
    manager.send<{ certificate: string; privateKey: string; code?: string }>(
      'POST',
      `/api/staff/devices/${machine.deviceId}/${what}`,
      undefined,
      key,
    );
  /** Publishes with the certificate that an answer gave. */
  async function saysBy({ certificate }: { certificate: string }, id: string): Promise<void> {
    const at = await here.now();
    const body = JSON.stringify({ id, at, sentAt: at, type: 'deposit', data: glass() });
    const topic = `vuelta/retorno/devices/${machine.deviceId}/deposit`;
    here.world.iot.publish(certificate.replace('certificate ', ''), topic, Buffer.from(body));
  }
  /** Nothing that a machine says is handled for now. */
  function machinesWait(): void {
    here.world.scheduler.fate = ({ process }) => (process?.name.startsWith('devices/on-device') ? 'fails' : 'answered');
  }

  const minutesPass = (n: number) => here.world.scheduler.passTo(here.world.scheduler.now() + n * 60_000);

  beforeEach(async () => {
    here = await driver();
    machine = await here.provisions('retorno', { siteId: 'mercado', organisationId: 'ayuntamiento' });
    manager = await here.staff('retorno', 'manager');
    const person = await here.registers('retorno', 'ana');
    ana = await here.as(person);
    ({ customerId } = person);
  });

  it.each(['rotation', 'revocation'])(
    'counts what it said before the %s, though it is handled after it',
    async (what) => {
      machinesWait();
      await machine.says('deposit', glass());
      await minutesPass(5);
      expect((await asks(what)).status).toBe(what === 'rotation' ? 201 : 204);
      await minutesPass(20);
      endFaults(here.world);
      await here.quiet();
      expect(await points()).toBe(4);
      expect(await aside()).toEqual([]);
    },
  );

  it('speaks by the new one alone, whose key is in one answer only', async () => {
    const { status, body } = await asks('rotation', 'mine');
    expect([status, body.privateKey]).toEqual([201, expect.stringContaining('key of ')]);
    await saysBy(body, 'by-the-new');
    await here.quiet();
    expect(await points()).toBe(4);
    await expect(machine.says('deposit', glass())).rejects.toThrow('may not publish');
    const again = await asks('rotation', 'mine');
    expect(again.body.certificate).not.toBe(body.certificate);
    await expect(saysBy(body, 'by-the-first')).rejects.toThrow('may not publish');
    await saysBy(again.body, 'by-the-second');
    await here.quiet();
    expect(await points()).toBe(8);
    expect(JSON.stringify([...here.world.table.items()])).not.toContain('key of ');
  });

  it('is let in by a request that was cut off at any call and sent again', async () => {
    for (const call of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      let calls = 0;
      here.world.scheduler.fate = ({ process }) =>
        process?.name.startsWith('devices/api') && ++calls === call ? 'dies after' : 'answered';
      const { status, body } = await asks('rotation', `rotation-${call}`);
      endFaults(here.world);
      expect(status).toBe(201);
      await saysBy(body, `after-${call}`);
      await here.quiet();
      expect(await points()).toBe(4 * call);
    }
    await expect(machine.says('deposit', glass())).rejects.toThrow('may not publish');
  });

  it('that was taken away is a forger whatever is handed over in its name, until it gets a new one', async () => {
    const taken = 'certificate-1';
    expect((await asks('revocation', 'once')).status).toBe(204);
    expect((await asks('revocation', 'once')).status).toBe(204);
    expect(await asks('revocation', 'twice')).toMatchObject({ status: 409, body: { code: 'device-revoked' } });
    await expect(machine.says('deposit', glass())).rejects.toThrow('may not publish');
    await here.travel('PT1M');
    const at = await here.now();
    const forged = JSON.stringify({ id: 'forged', at, sentAt: at, type: 'deposit', data: glass() });
    const message = {
      body: Buffer.from(forged).toString('base64'),
      topic: `vuelta/retorno/devices/${machine.deviceId}/deposit`,
      clientId: `retorno-${machine.deviceId}`,
      principal: taken,
      arrivedAt: Date.parse(at),
    };
    here.world.queues.put(local.queueName('devices', 'messages'), JSON.stringify(message));
    await here.quiet();
    expect(await aside()).toEqual(['forged-device']);
    await saysBy((await asks('rotation')).body, 'again-in');
    await here.quiet();
    expect(await points()).toBe(4);
  });

  it('is nothing to staff of another brand', async () => {
    const elsewhere = await here.staff('microsmile', 'admin');
    for (const what of ['rotation', 'revocation']) {
      const path = `/api/staff/devices/${machine.deviceId}/${what}`;
      expect(await elsewhere.send('POST', path)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
    await machine.says('deposit', glass());
    await here.quiet();
    expect(await points()).toBe(4);
  });
});
