/** Brings a message or a request to the product and to the reference, and compares what both make of it. */
import type { Item } from '#layers/table/change.ts';
import { traced } from './invariants.ts';
import { asked, instant, told } from './product.ts';
import { ask, hear, type Message, type Wish } from './reference.ts';
import { say, type Told } from './stage.ts';
import type { Brand } from './world.ts';

/** A deposit that is first heard after the counters of its week are gone counts against a fresh one: not drawn here. */
export const asIsTooOld = ({ world }: Told, { type, time }: Message): boolean =>
  type.startsWith('deposit.') && world.now - time > 10 * 7 * 86_400_000;

export async function arrived(all: Told, brand: Brand, message: Message): Promise<boolean> {
  say(
    all,
    `${brand.id}: ${message.type} of ${instant(message.time)} (${message.id.replace(/^e0+/, 'e')}) ${JSON.stringify(message.data)}`,
  );
  const letters = all.place.dead().length;
  const expected = hear(brand.books, message, all.world.now);
  const through = await told(all, brand.id, message);
  if (!through) throw new Error('I7: the product wants the message again');
  const codes = all.place
    .dead()
    .slice(letters)
    .map(({ code, reason }) => `${code} (${reason})`);
  const right =
    expected === 'dead letter' ? codes.length === 1 && codes[0]?.startsWith('cause-changed') : codes.length === 0;
  if (!right) throw new Error(`expected ${expected}, got dead letters [${codes}]`);
  if (expected === 'applied') {
    brand.arrived.push(message);
    if (!(await isTraced(all, brand, message))) throw new Error('I7: nothing tells what became of it');
  }
  return true;
}

async function isTraced({ place }: Told, { id: brand, books }: Brand, { id, type, data }: Message): Promise<boolean> {
  const items = await place.items();
  switch (type) {
    case 'customer.changed':
      return true;
    case 'customer.registered':
      return books.figures.tenure === undefined || items.some(isTenureOf(brand, data.customerId));
    case 'customer.linked':
    case 'customer.unlinked': {
      const owner = `points#${brand}#account#${data.customerId}`;
      return items.some(({ pk, sk }) => pk === owner && sk === `link#${data.accountId}`);
    }
    case 'order.delivered': {
      const order = `points#${brand}#order#${data.orderId}`;
      return items.some(({ pk, sk, deliveredAt }) => pk === order && sk === 'order' && deliveredAt !== undefined);
    }
    default:
      return (type === 'deposit.recorded' && data.accountId === undefined) || traced(items, id);
  }
}

const isTenureOf = (brand: string, customer: string) => (item: Item) =>
  item.pk === `timer#points#${brand}#account#${customer}` && item.kind === 'tenure';

export async function wished(all: Told, brand: Brand, wish: Wish): Promise<boolean> {
  say(all, `${brand.id}: ${JSON.stringify(wish)}`);
  if (!brand.wishes.includes(wish)) brand.wishes.push(wish);
  const expected = ask(brand.books, wish, all.world.now);
  const { status, body } = await asked(all, { brand: brand.id, ...requestOf(brand, wish) });
  if (status !== expected.status) throw new Error(`expected ${expected.status}, got ${status} ${JSON.stringify(body)}`);
  if (expected.state !== undefined && body.state !== expected.state)
    throw new Error(`expected ${expected.state}, got ${body.state}`);
  if (status === 201 && 'id' in wish) brand.names.set(wish.id, body.id);
  return true;
}

function requestOf({ names }: Brand, wish: Wish) {
  const { key } = wish;
  switch (wish.wish) {
    case 'redeem':
      return { key, by: wish.customer, path: '/api/points/redemptions', body: { rewardId: wish.reward } };
    case 'cancel':
      return { key, by: 'm-1', path: `/api/staff/points/redemptions/${names.get(wish.id)}/cancel` };
    case 'adjust': {
      const path = `/api/staff/points/customers/${wish.customer}/adjustments`;
      return { key, by: wish.by, path, body: { points: wish.points, reason: 'goodwill', note: 'as agreed' } };
    }
    case 'approve':
      return { key, by: wish.by, path: `/api/staff/points/adjustments/${names.get(wish.id)}/approval` };
  }
}
