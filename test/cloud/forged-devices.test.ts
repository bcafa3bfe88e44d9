import { readFileSync } from 'node:fs';
import { GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from '@jest/globals';
import mqtt, { type MqttClient } from 'mqtt';
import { local } from '../../infra/names.ts';
import { queueDepths, sqsOf } from '../../tools/cloud/aws.ts';
import { cloudEnvironment } from '../../tools/cloud/emulator.ts';
import { type DeviceHandle, type Person, readStack } from '../../tools/cloud/stack.ts';
import { productTime, quiet } from '../../tools/cloud/time-machine.ts';
import { waitFor } from '../../tools/cloud/wait.ts';
import { connectMachine } from '../../tools/demo/machine.ts';
import { provisionDevice } from '../../tools/demo/seed.ts';
import { customer, staff } from '../../tools/demo/visitor.ts';
import { deadLetters } from '../../tools/ops/dead-letters.ts';
import { freshCitizens } from './citizens.ts';

const stack = readStack();
Object.assign(process.env, cloudEnvironment(stack.endpoint));
const [x, y] = stack.devices.filter(({ brand }) => brand === 'retorno') as [DeviceHandle, DeviceHandle];
const elsewhere = stack.devices.find(({ brand }) => brand === 'sexta') as DeviceHandle;

async function bodyFor(person: Person): Promise<string> {
  const now = new Date(await productTime(stack)).toISOString();
  const data = { citizen: { customerId: person.customerId }, items: [{ material: 'glass', grams: 350 }] };
  return JSON.stringify({
    id: `forged-${Date.now()}-${Math.random().toString(36).slice(2)}`,
    at: now,
    sentAt: now,
    type: 'deposit',
    data,
  });
}

/** Nothing is booked for the victim of what `forge` publishes, and one message more lies aside. */
async function expectPutAside(forge: (body: string) => Promise<unknown>): Promise<void> {
  const [victim] = (await freshCitizens(stack, 'falsa', 1)) as [Person];
  const before = await aside();
  await forge(await bodyFor(victim));
  await quiet(stack);
  expect(await aside()).toBe(before + 1);
  const { body } = await (await customer(stack, victim)).get<{ active: number }>('/api/points/balance');
  expect(body.active).toBe(0);
}

const aside = async () => (await queueDepths(stack)).get(`${local.queueName('devices', 'messages')}-dead`) ?? 0;

/** Connects once, as a client that takes a refusal for an answer. */
function connectOnce({ cert, key }: DeviceHandle, clientId: string): Promise<MqttClient> {
  const [ca, ...own] = [stack.mqtt.ca, cert, key].map((file) => readFileSync(file));
  const options = { clientId, ca, cert: own[0], key: own[1], protocolVersion: 5, reconnectPeriod: 0 } as const;
  return mqtt.connectAsync(stack.mqtt.url, options, false);
}

const notAuthorized = 0x87;

describe('a machine that connects as another', () => {
  it.each([
    ['another machine', x, `retorno-${y.deviceId}`],
    ['a machine of another brand', elsewhere, `retorno-${y.deviceId}`],
    ['a machine that nobody registered', x, 'retorno-rvm-9999'],
    ['a machine of a brand that does not exist', x, 'nobody-rvm-0001'],
  ])('as %s, is refused by the broker', async (_who, device, clientId) => {
    await expect(connectOnce(device, clientId)).rejects.toMatchObject({ code: notAuthorized });
  });
});

describe('a machine that is itself', () => {
  const itself = () => connectOnce(x, `retorno-${x.deviceId}`);

  it('cannot listen to what others say', async () => {
    const machine = await itself();
    const refused = await machine.subscribeAsync('vuelta/#').catch((error) => error);
    expect(refused).toMatchObject({ packet: { granted: [notAuthorized] } });
    await machine.endAsync();
  });

  it.each(['vuelta/retorno/staff', '$aws/things/retorno-rvm-0002/shadow/update'])(
    'is cut off when it publishes to %s',
    async (topic) => {
      const machine = await itself();
      const cutOff = new Promise((resolve) => machine.once('disconnect', ({ reasonCode }) => resolve(reasonCode)));
      machine.publish(topic, '{}');
      expect(await cutOff).toBe(notAuthorized);
      await machine.endAsync();
    },
  );
});

/*
 * An account's broker takes from a device its own messages only. The local one does not know which topic is a device's
 * own, and whatever a broker lets pass the function judges by itself.
 */
describe('a message that is not its sender’s', () => {
  it.each([
    ['another machine', x, `retorno/devices/${y.deviceId}`],
    ['a machine of another brand', elsewhere, `retorno/devices/${y.deviceId}`],
    ['a machine of a brand that does not exist', x, 'nobody/devices/rvm-0001'],
  ])('published as %s, changes nothing and is put aside', async (_who, device, whose) => {
    await expectPutAside(async (body) => {
      const machine = await connectMachine(stack, device);
      await machine.publish('deposit', body, `vuelta/${whose}/deposit`);
      await machine.stop();
    });
  });

  it.each([
    ['under that one’s client id', y.deviceId],
    ['as a machine that nobody registered', 'rvm-9999'],
  ])('handed over %s, changes nothing and is put aside', async (_how, deviceId) => {
    const sqs = sqsOf(stack);
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: local.queueName('devices', 'messages') }));
    const topic = `vuelta/retorno/devices/${deviceId}/deposit`;
    await expectPutAside(async (text) => {
      const [body, principal] = [Buffer.from(text).toString('base64'), 'a-certificate-of-another'];
      const forwarded = { body, topic, clientId: `retorno-${deviceId}`, principal, arrivedAt: Date.now() };
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(forwarded) }));
    });
  });

  it('is counted by its reason', async () => {
    const codes = new Set<string>();
    await waitFor('a dead letter of each kind', async () => {
      for (const { code } of (await deadLetters(local, 'devices')).letters) codes.add(code);
      return ['forged-device', 'unknown-device', 'unknown-brand'].every((code) => codes.has(code));
    });
  });
});

describe('a device that is registered', () => {
  const manager = async () => {
    const person = stack.staff.people.find(({ brand, role }) => brand === 'retorno' && role === 'manager');
    return staff(stack, person as NonNullable<typeof person>);
  };
  const asked = {
    serial: 'SN-renewed-1',
    kind: 'reverse-vending-machine',
    siteId: 'plaza-mayor',
    organisationId: 'ayuntamiento',
  };

  it('gets new credentials when the same request comes again, and the first ones stop working', async () => {
    const someone = await manager();
    const body = { ...asked, deviceId: 'rvm-renewed' };
    const first = await someone.send<{ certificate: string }>('POST', '/api/staff/devices', body, 'renew-me');
    const again = await someone.send<{ certificate: string }>('POST', '/api/staff/devices', body, 'renew-me');
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body.certificate).not.toBe(first.body.certificate);
    const other = await someone.send('POST', '/api/staff/devices', { ...body, serial: 'SN-other' }, 'renew-me');
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
  });

  it('is refused under a taken id or serial, and says so', async () => {
    const someone = await manager();
    const taken = await someone.send('POST', '/api/staff/devices', {
      ...asked,
      deviceId: 'rvm-renewed',
      serial: 'SN-new',
    });
    expect([taken.status, taken.body.code]).toEqual([409, 'device-exists']);
    const serial = await someone.send('POST', '/api/staff/devices', { ...asked, deviceId: 'rvm-new' });
    expect([serial.status, serial.body.code]).toEqual([409, 'device-exists']);
  });
});

describe('a toothbrush', () => {
  it('is claimed with its code by one customer at a time, and passes on when it is given up', async () => {
    const [one, two] = (await freshCitizens(stack, 'cepillo', 2, 'microsmile')) as [Person, Person];
    const manager = stack.staff.people.find(({ brand, role }) => brand === 'microsmile' && role === 'manager');
    const provisioner = await staff(stack, manager as NonNullable<typeof manager>);
    const made = await provisionDevice(provisioner, process.env.TMPDIR ?? '/tmp', {
      brand: 'microsmile',
      deviceId: 'brush-7',
      kind: 'toothbrush',
    });
    const [first, second] = [await customer(stack, one), await customer(stack, two)];
    const claim = { serial: made.serial, code: made.claimCode };

    expect((await first.send('POST', '/api/devices/claims', { ...claim, code: 'guessed' })).status).toBe(404);
    expect((await first.send('POST', '/api/devices/claims', claim)).status).toBe(201);
    const refused = await second.send('POST', '/api/devices/claims', claim);
    expect([refused.status, refused.body.code]).toEqual([409, 'device-claimed']);
    expect((await second.get('/api/devices/brush-7')).status).toBe(404);
    expect((await second.send('DELETE', '/api/devices/brush-7/claim')).status).toBe(404);
    expect((await first.get<{ devices: unknown[] }>('/api/devices')).body.devices).toHaveLength(1);

    expect((await first.send('DELETE', '/api/devices/brush-7/claim')).status).toBe(204);
    expect((await second.send('POST', '/api/devices/claims', claim)).status).toBe(201);
    expect((await first.get<{ devices: unknown[] }>('/api/devices')).body.devices).toEqual([]);
  });
});
