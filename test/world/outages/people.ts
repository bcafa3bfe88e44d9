import { orderDelivered } from '#events/billing/order.delivered.ts';
import { orderPaid } from '#events/billing/order.paid.ts';
import { orderRefunded } from '#events/billing/order.refunded.ts';
import { say } from '#layers/table/event-item.ts';
import { carrierKey } from '../../../functions/recycling/parcels/carrier-keys.ts';
import { local } from '../../../infra/names.ts';
import type { Person } from '../../../tools/cloud/stack.ts';
import type { Answer, Visitor } from '../../../tools/demo/visitor.ts';
import type { Device } from '../../support/driver.ts';
import { signatureBy } from '../../support/signature.ts';
import type { Life } from '../year/life.ts';
import type { Patience } from './patience.ts';

/** Where people live through the day, and how they find out what time it is. */
export interface Town {
  readonly life: Life;
  readonly patience: Patience;
  /** Waits until a time of the day, such as `08:50`. */
  until(time: string): Promise<void>;
}

/** What somebody does in the day, from its beginning to its end. */
export type Doings = () => Promise<void>;

function demand(answer: Answer<unknown>, status: number, what: string): void {
  if (answer.status !== status) throw new Error(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
}

/** A citizen who takes bottles back at these times, by the account or by a card, and gives points to the food bank at one. */
export async function citizen(
  { life, patience, until }: Town,
  person: Person,
  machine: Device,
  { times, card, spendsAt }: { times: readonly string[]; card?: string; spendsAt: string },
): Promise<Doings> {
  const me = await life.here.as(person);
  if (card !== undefined) {
    const code = '123456';
    await machine.says('card-shown', { card, code });
    await life.here.quiet();
    demand(await me.send('POST', '/api/customers/me/cards', { number: card, code }), 201, 'card');
    life.diary.cards.set(card, person.customerId);
  }
  const deposits = async (time: string, n: number) => {
    await until(time);
    const at = new Date(life.now).toISOString();
    const message = { id: `${person.customerId}-${n}`, at };
    const bottles = n === 0 ? 15 : 2;
    const items = Array.from({ length: bottles }, (_, each) => ({ material: 'glass', grams: 350 + n + each }));
    const data = { citizen: card !== undefined && n % 2 === 1 ? { card } : { customerId: person.customerId }, items };
    life.diary.throwsIn(machine.deviceId, items);
    const told = { ...message, type: 'deposit', data };
    life.diary.publications.push({ machine: machine.deviceId, part: 'day', clockOff: 0, message: told });
    await patience.publishes(machine, 'deposit', data, message);
  };
  const spends = async () => {
    await until(spendsAt);
    const asked = { rewardId: 'food-bank' };
    const key = `${person.customerId}-food`;
    demand(await patience.sends(me, '/api/points/redemptions', asked, key), 201, 'redemption');
  };
  return async () => {
    await Promise.all([...times.map(deposits), spends()]);
  };
}

/** Somebody who buys, gets it, and gives half of it back. */
export function buyer({ patience, until }: Town, { brand, customerId }: Person): Doings {
  const orderId = `o-${customerId}`;
  const line = { line: '1', class: 'consumable' as const, paid: 4_000 };
  const order = { orderId, customerId, currency: 'EUR' as const, paid: 4_000 };
  const refund = {
    ...order,
    refundId: `${orderId}-r`,
    refunded: 2_000,
    lines: [{ line: '1', paid: 4_000, refunded: 2_000 }],
  };
  return async () => {
    await until('08:47');
    const paid = say(orderPaid, { about: orderId, effect: 'paid', data: { ...order, lines: [line] } });
    await patience.says(brand, paid, `${orderId}-paid`);
    await until('08:58');
    const delivered = say(orderDelivered, { about: orderId, effect: 'delivered', data: { orderId, customerId } });
    await patience.says(brand, delivered, `${orderId}-delivered`);
    await until('09:06');
    await patience.says(
      brand,
      say(orderRefunded, { about: orderId, effect: 'refunded', data: refund }),
      `${orderId}-refunded`,
    );
  };
}

/** Somebody who registers, opens the mail, follows its link, and signs in by the address. */
export function newcomer({ life, patience, until }: Town, brand: string, time: string): Doings {
  const { here } = life;
  const email = `nueva-${time.replace(':', '')}@${brand}.example`;
  const password = 'Vuelta-2026!';
  return async () => {
    await until(time);
    const stranger = here.stranger(brand);
    const asked = { name: 'Núria Peña', email, password };
    demand(await patience.sends(stranger, '/api/open/customers', asked, email), 201, 'registration');
    await patience.finds('a mail', async () => here.world.mail.left.find(({ to }) => to.includes(email)));
    const link = await here.linkIn(email);
    demand(await patience.submits(stranger, link, { password }), 200, 'confirmation');
    await until('10:00');
    const me = await here.as({ brand, role: 'customer', username: email, password });
    demand(await me.get('/api/customers/me'), 200, 'sign-in by the address');
  };
}

/** When what a sender does happens. */
export interface Return {
  readonly asks: string;
  readonly callsOff?: string;
  readonly setsOff?: string;
  readonly arrives?: string;
  readonly isCounted?: string;
  readonly isRecycled?: string;
}

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly tracking?: string;
}

/** Somebody who sends a device back, its carrier, and the warehouse where it arrives. */
export async function sender(
  { life, patience, until }: Town,
  person: Person,
  serial: string,
  when: Return,
): Promise<Doings> {
  const { here, diary } = life;
  const { brand, customerId } = person;
  const me = await here.as(person);
  const warehouse = await here.staff(brand, 'warehouse');
  return async () => {
    await until(when.asks);
    const asked = await patience.sends<Shown>(
      me,
      '/api/recycling/cases',
      { serial, ...(when.callsOff && { reason: 'first-month' }) },
      `${serial}-case`,
    );
    demand(asked, 201, 'case');
    const { id } = asked.body;
    diary.cases.set(id, { brand, customerId });
    const staff = async (path: string, body: object) =>
      demand(await patience.sends(warehouse, `/api/staff/recycling/cases/${id}/${path}`, body, null), 200, path);
    if (when.callsOff !== undefined) {
      await until(when.callsOff);
      demand(await patience.sends(me, `/api/recycling/cases/${id}/cancel`, undefined, `${id}-cancel`), 200, 'cancel');
    }
    if (when.setsOff !== undefined) {
      await until(when.setsOff);
      await carrierSays({ life, patience, until }, brand, await trackingOf({ life, patience, until }, me, id));
    }
    if (when.arrives !== undefined) {
      await until(when.arrives);
      await staff('scans', { scan: 'received' });
    }
    if (when.isCounted !== undefined) {
      await until(when.isCounted);
      await staff('receipt', { good: 1, damaged: 0, missing: 0, serials: [serial] });
    }
    if (when.isRecycled !== undefined) {
      await until(when.isRecycled);
      await staff('outcome', { outcome: 'recycled' });
    }
  };
}

/** The number that a label travels by: there is none before the label is made, and then people look again. */
const trackingOf = ({ patience }: Town, me: Visitor, caseId: string): Promise<string> =>
  patience.finds('a label', async () => {
    const { body } = await patience.gets<Shown>(me, `/api/recycling/cases/${caseId}`);
    return body.tracking;
  });

async function carrierSays({ life, patience }: Town, brand: string, tracking: string): Promise<void> {
  const body = { id: `news-${tracking}`, at: new Date(life.now).toISOString(), tracking, status: 'in-transit' };
  const key = carrierKey(await life.here.secret(local.secretName('link-key')), brand, 1);
  const carrier = life.here.stranger(brand);
  // It signs each time it sends: a signature is good for minutes only.
  const signed = () => signatureBy([key], new Date(life.now).toISOString(), JSON.stringify(body));
  const signing: Visitor = {
    ...carrier,
    send: (method, path, sent) => carrier.send(method, path, sent, null, signed()),
  };
  demand(await patience.sends(signing, '/api/open/recycling/carrier', body, null), 200, 'carrier');
}

/** A manager who registers a device. */
export async function manager({ life, patience, until }: Town, brand: string, kind: string): Promise<Doings> {
  const me = await life.here.staff(brand, 'manager');
  return async () => {
    await until('08:53');
    const device = { deviceId: `${kind}-new`, serial: `SN-${brand}-new`, kind };
    demand(await patience.sends(me, '/api/staff/devices', device, `${kind}-new`), 201, 'device');
  };
}

/** A machine that finds its bin full, the carrier who empties it, and scale and recycler. */
export async function collection({ life, patience, until }: Town, machine: Device): Promise<Doings> {
  const warehouse = await life.here.staff('retorno', 'warehouse');
  const api = '/api/staff/collections';
  return async () => {
    await until('07:30');
    await patience.publishes(machine, 'status', { fill: 0.95 }, { id: 'full', at: new Date(life.now).toISOString() });
    await until('08:51');
    const { body } = await patience.gets<{ collections: { id: string }[] }>(warehouse, `${api}?limit=100`);
    const [{ id } = { id: 'none' }] = body.collections;
    const does = async (path: string, asked: object) =>
      demand(await patience.sends(warehouse, `${api}/${id}/${path}`, asked, `${id}-${path}`), 201, path);
    const { deviceId } = machine;
    await does('emptyings', { deviceId });
    const masses = life.diary.empties(deviceId);
    await until('08:57');
    await does('weighings', { number: 'B-1', issuer: 'recicladora-del-sur', masses });
    await until('09:03');
    await does('receipts', { number: 'R-1', issuer: 'recicladora-del-sur', masses });
  };
}
