import { describe, expect, it } from '@jest/globals';
import { queueDepths } from '../../local/aws.ts';
import { deadLetters } from '../../local/dead-letters.ts';
import { cloudEnvironment } from '../../local/emulator.ts';
import { connectMachine } from '../../local/machine.ts';
import { type Person, readStack } from '../../local/stack.ts';
import { productTime, quiet, travel } from '../../local/time-machine.ts';
import { customer } from '../../local/visitor.ts';
import { waitFor } from '../../local/wait.ts';
import { freshCitizens } from './citizens.ts';

const stack = readStack();
Object.assign(process.env, cloudEnvironment(stack.endpoint));
const device = stack.devices.find(({ brand }) => brand === 'retorno') as (typeof stack.devices)[number];

const now = async (offset = 0) => new Date((await productTime(stack)) + offset).toISOString();
const active = async (person: Person) =>
  (await (await customer(stack, person)).get<{ active: number }>('/api/points/balance')).body.active;
const aside = async () => (await queueDepths(stack)).get('vuelta-devices-messages-dead') ?? 0;

/** Publishes one deposit of three cans (9 points), `sentAt` stamped now. */
async function deposit(message: { id: string; at: string; citizen: unknown; items?: unknown[] }) {
  const { id, at, citizen, items = Array(3).fill({ material: 'can', grams: 14 }) } = message;
  const machine = await connectMachine(stack, device);
  await machine.publish(
    'deposit',
    JSON.stringify({ id, at, sentAt: await now(), type: 'deposit', data: { citizen, items } }),
  );
  await machine.stop();
  await quiet(stack);
}

describe('a deposit that is delivered again', () => {
  it('pays once, late, with a fresh sentAt, and is no dead letter', async () => {
    const [person] = (await freshCitizens(stack, 'otra-vez', 1)) as [Person];
    const message = {
      id: `again-${person.customerId}`,
      at: await now(-3_600_000),
      citizen: { customerId: person.customerId },
    };
    await deposit(message);
    const before = await aside();
    await travel(stack, 40 * 86_400_000);
    await deposit(message);
    expect(await active(person)).toBe(9);
    expect(await aside()).toBe(before);
  });

  it('pays once also after its card was linked, to whoever holds the card', async () => {
    const [person] = (await freshCitizens(stack, 'tarjeta', 1)) as [Person];
    const number = '5550001234567';
    const message = { id: `card-${person.customerId}`, at: await now(-60_000), citizen: { card: number } };
    await deposit(message);
    expect(await active(person)).toBe(0);
    const linked = await (await customer(stack, person)).send('POST', '/api/customers/me/cards', { number });
    expect(linked.status).toBe(201);
    await quiet(stack);
    await deposit(message);
    expect(await active(person)).toBe(9);
  });

  it.each([
    ['time', (at: string) => ({ at: new Date(Date.parse(at) - 1000).toISOString() })],
    ['content', () => ({ items: [{ material: 'glass', grams: 300 }] })],
  ])('with another %s under the same id is a dead letter that says so, and pays nothing', async (_what, changed) => {
    const [person] = (await freshCitizens(stack, 'distinto', 1)) as [Person];
    const message = {
      id: `same-${person.customerId}`,
      at: await now(-60_000),
      citizen: { customerId: person.customerId },
    };
    await deposit(message);
    const before = await aside();
    await deposit({ ...message, ...changed(message.at) });
    expect(await active(person)).toBe(9);
    expect(await aside()).toBe(before + 1);
    await waitFor('the dead letter that says so', async () =>
      (await deadLetters('devices')).some(
        ({ body, code }) => code === 'cause-changed' && arrived(body).includes(message.id),
      ),
    );
  });
});

const arrived = (body: string): string => Buffer.from((JSON.parse(body) as { body: string }).body, 'base64').toString();

describe('an anonymous deposit', () => {
  it('is claimed by its receipt once, within the day', async () => {
    const [first, second] = (await freshCitizens(stack, 'recibo', 2)) as [Person, Person];
    const machine = await connectMachine(stack, device);
    const receipt = `R-${Date.now()}`;
    const at = await now(-30_000);
    const data = { receipt, items: [{ material: 'glass', grams: 350 }] };
    await machine.publish('deposit', JSON.stringify({ id: receipt, at, sentAt: await now(), type: 'deposit', data }));
    await quiet(stack);
    const one = await (await customer(stack, first)).send('POST', '/api/devices/receipts', { code: receipt });
    expect(one.status).toBe(201);
    const two = await (await customer(stack, second)).send('POST', '/api/devices/receipts', { code: receipt });
    expect([two.status, two.body.code]).toEqual([409, 'receipt-claimed']);
    await quiet(stack);
    expect([await active(first), await active(second)]).toEqual([4, 0]);

    const me = await customer(stack, first);
    const { body } = await me.get<{ entries: { id: string }[] }>('/api/points/entries');
    const why = await me.get<{ chain: { type: string }[] }>(`/api/points/entries/${body.entries[0]?.id}/why`);
    expect(why.body.chain.map(({ type }) => type)).toEqual([
      'points.earned',
      'deposit.claimed',
      'deposit.recorded',
      'device',
      'site',
    ]);

    const late = `L-${Date.now()}`;
    await machine.publish(
      'deposit',
      JSON.stringify({ id: late, at, sentAt: await now(), type: 'deposit', data: { ...data, receipt: late } }),
    );
    await machine.stop();
    await quiet(stack);
    await travel(stack, 25 * 3_600_000);
    const expired = await (await customer(stack, second)).send('POST', '/api/devices/receipts', { code: late });
    expect([expired.status, expired.body.code]).toEqual([410, 'receipt-expired']);
  });
});
