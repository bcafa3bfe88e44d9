import { beforeAll, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import type { Person } from '../../tools/cloud/stack.ts';
import { linkCard } from '../support/cards.ts';
import type { Device } from '../support/driver.ts';
import { place } from '../support/place.ts';
import { active, cardOf, entries, why } from './members.ts';

const here = await place();
let machine: Device;

beforeAll(async () => {
  machine = await here.provisions('retorno', { siteId: 'mercado', organisationId: 'ayuntamiento' });
});

const ago = async (minutes: number): Promise<string> =>
  Temporal.Instant.from(await here.now())
    .subtract({ minutes })
    .toString({ smallestUnit: 'millisecond' });
const points = async (person: Person): Promise<number> => active(await here.as(person));
/** Why messages of this id were put aside. */
const aside = async (id: string): Promise<string[]> =>
  (await here.aside('devices')).filter(({ body }) => arrived(body).includes(id)).map(({ code }) => code);
const arrived = (body: string): string => Buffer.from((JSON.parse(body) as { body: string }).body, 'base64').toString();

interface Deposit {
  readonly id: string;
  readonly at: string;
  readonly citizen: object;
  readonly items?: readonly object[];
}

/** Three cans, 9 points, said now to have happened at `at`. */
async function deposit({ id, at, citizen, items = Array(3).fill({ material: 'can', grams: 14 }) }: Deposit) {
  await machine.says('deposit', { citizen, items }, { id, at });
  await here.quiet();
}

describe('a deposit that is delivered again', () => {
  it('pays once, late, with a fresh sentAt, and is no dead letter', async () => {
    const person = await here.registers('retorno', 'otra-vez');
    const { customerId } = person;
    const message = { id: `again-${customerId}`, at: await ago(60), citizen: { customerId } };
    await deposit(message);
    await here.travel('P40D');
    await deposit(message);
    expect(await points(person)).toBe(9);
    expect(await aside(message.id)).toEqual([]);
  });

  it('pays once also after its card was linked, to whoever holds the card', async () => {
    const person = await here.registers('retorno', 'tarjeta');
    const number = cardOf(person);
    const message = { id: `card-${person.customerId}`, at: await ago(1), citizen: { card: number } };
    await deposit(message);
    expect(await points(person)).toBe(0);
    const linked = await linkCard(here, machine, await here.as(person), number);
    expect(linked.status).toBe(201);
    await here.quiet();
    await deposit(message);
    expect(await points(person)).toBe(9);
  });

  it.each([
    ['time', (at: string) => ({ at: new Date(Date.parse(at) - 1000).toISOString() })],
    ['content', () => ({ items: [{ material: 'glass', grams: 300 }] })],
  ])('with another %s under the same id is a dead letter that says so, and pays nothing', async (_what, changed) => {
    const person = await here.registers('retorno', 'distinto');
    const { customerId } = person;
    const message = { id: `same-${customerId}`, at: await ago(1), citizen: { customerId } };
    await deposit(message);
    await deposit({ ...message, ...changed(message.at) });
    expect(await points(person)).toBe(9);
    expect(await aside(message.id)).toEqual(['cause-changed']);
  });
});

describe('an anonymous deposit', () => {
  it('is claimed by its receipt once, within the day', async () => {
    const [first, second] = [await here.registers('retorno', 'recibo'), await here.registers('retorno', 'recibo')];
    const [me, other] = [await here.as(first), await here.as(second)];
    const at = await ago(1);
    const anonymous = async (receipt: string) => {
      await machine.says('deposit', { receipt, items: [{ material: 'glass', grams: 350 }] }, { id: receipt, at });
      await here.quiet();
    };
    const code = first.customerId.replaceAll('_', '-');
    const [receipt, late] = [`R-${code}`, `L-${code}`];
    await anonymous(receipt);
    expect((await me.send('POST', '/api/devices/receipts', { code: receipt })).status).toBe(201);
    const two = await other.send<{ code: string }>('POST', '/api/devices/receipts', { code: receipt });
    expect([two.status, two.body.code]).toEqual([409, 'receipt-claimed']);
    await here.quiet();
    expect([await points(first), await points(second)]).toEqual([4, 0]);

    const [entry] = await entries(me);
    expect((await why(me, entry as NonNullable<typeof entry>)).map(({ type }) => type)).toEqual([
      'points.earned',
      'deposit.claimed',
      'deposit.recorded',
      'device',
      'site',
    ]);

    await anonymous(late);
    await here.travel('PT25H');
    const expired = await (await here.as(second)).send<{ code: string }>('POST', '/api/devices/receipts', {
      code: late,
    });
    expect([expired.status, expired.body.code]).toEqual([410, 'receipt-expired']);
  });
});
