import { expect, it } from '@jest/globals';
import { place } from '../support/place.ts';

const here = await place();

it('a device is claimed by who holds its code, by nobody else, and again once it was given up', async () => {
  const { claimCode: code, deviceId, ...device } = await here.provisions('microsmile', {});
  const owner = await here.as(await here.registers('microsmile', 'duena'));
  const other = await here.as(await here.registers('microsmile', 'otra'));
  const serial = device.serial.toUpperCase(); // as serials are shown
  const claims = async (who: typeof owner, given = code) => {
    const { status, body } = await who.send<{ code?: string }>('POST', '/api/devices/claims', { serial, code: given });
    return [status, body.code];
  };
  const mine = async (who: typeof owner) =>
    (await who.get<{ devices: { serial: string }[] }>('/api/devices')).body.devices.map((each) => each.serial);

  expect(await claims(other, 'a-guess-1')).toEqual([404, 'not-found']);
  expect(await claims(owner)).toEqual([201, undefined]);
  expect(await claims(owner)).toEqual([409, 'device-yours']);
  expect(await claims(other, 'a-guess-2')).toEqual([404, 'not-found']);
  expect(await claims(other)).toEqual([409, 'device-claimed']);
  await here.quiet();
  expect([await mine(owner), await mine(other)]).toEqual([[serial], []]);

  for (const anothers of [deviceId, 'x'.repeat(980)])
    expect((await other.send('DELETE', `/api/devices/${anothers}/claim`)).status).toBe(404);
  expect((await owner.send('DELETE', `/api/devices/${deviceId}/claim`)).status).toBe(204);
  expect(await claims(other)).toEqual([201, undefined]);
  await here.quiet();
  expect([await mine(owner), await mine(other)]).toEqual([[], [serial]]);
});

it.each([
  ['receipts', { code: 'R-0000-0000' }, 'receipt-unknown'],
  ['claims', { serial: 'SN-NOBODYS-0001', code: 'a-guess-1' }, 'not-found'],
])('codes of %s are guessed ten times a minute, and after that ever more slowly', async (route, guess, refusal) => {
  const me = await here.as(await here.registers('retorno', `adivina-${route}`));
  const guesses = async (times: number) => {
    const sent = new Set<string>();
    for (let n = 0; n < times; n++) {
      const { status, body } = await me.send<{ code: string }>('POST', `/api/devices/${route}`, guess);
      sent.add(`${status} ${body.code}`);
    }
    return [...sent];
  };
  await here.travelTo('11:00');
  for (let minute = 0; minute < 3; minute++) {
    expect(await guesses(10)).toEqual([`404 ${refusal}`]);
    expect(await guesses(1)).toEqual(['429 tried-too-often']);
    await here.travel('PT1M');
  }
  expect(await guesses(1)).toEqual(['429 tried-too-often']);
  await here.travel('PT1H');
  expect(await guesses(10)).toEqual([`404 ${refusal}`]);
});
