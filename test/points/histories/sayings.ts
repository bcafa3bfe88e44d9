/** From what a history draws to the messages and requests that the product gets. */
import type { Happening, Share } from './histories.ts';
import { instant } from './product.ts';
import type { Message, Wish } from './reference.ts';
import { dayAt, written } from './reference-calendar.ts';
import { type Brand, cards, customers, type World } from './world.ts';

const hour = 3_600_000;

const shares: Record<Share, (paid: number) => number> = {
  none: () => 0,
  third: (paid) => Math.floor(paid / 3),
  half: (paid) => Math.ceil(paid / 2),
  all: (paid) => paid,
  'too much': (paid) => paid + 70,
};

/** The ids of events are 22 characters long. */
const idOf = (world: World): string => `e${String(++world.counted).padStart(21, '0')}`;

/** The message of another capability that a happening is; undefined where there is nothing that it could be about. */
export function messageOf(world: World, brand: Brand, happening: Happening): Message | undefined {
  const { now } = world;
  switch (happening.do) {
    case 'deposit':
      return depositOf(world, happening);
    case 'pay': {
      const number = brand.orders.length + 1;
      const lines = happening.lines.map((line, at) => ({ line: String(at + 1), ...line }));
      const order = { id: `o-${number}`, customerId: customers[number % 2] as string, lines };
      brand.orders.push(order);
      const paid = lines.reduce((sum, line) => sum + line.paid, 0);
      const { currency, hoursAgo } = happening;
      const data = { orderId: order.id, customerId: order.customerId, currency, paid, lines };
      return { id: idOf(world), type: 'order.paid', time: now - hoursAgo * hour + number, data };
    }
    case 'deliver': {
      const order = brand.orders.at(-1 - happening.order);
      if (order === undefined || brand.books.deliveries.has(order.id)) return undefined;
      if (brand.underWay.some(({ type, data }) => type === 'order.delivered' && data.orderId === order.id))
        return undefined;
      const data = { orderId: order.id, customerId: order.customerId };
      return { id: idOf(world), type: 'order.delivered', time: now - happening.hoursAgo * hour, data };
    }
    case 'refund':
      return refundOf(world, brand, happening);
    case 'recycle': {
      const serials = happening.serials.map((number) => `S-${number}`);
      const data = { caseId: `k-${world.counted}`, customerId: customers[happening.customer] as string, serials };
      return { id: idOf(world), type: 'case.recycled', time: now - happening.hoursAgo * hour, data };
    }
    default:
      return undefined;
  }
}

function depositOf(
  world: World,
  { who, pet, glass, hoursAgo, claimed }: Happening & { do: 'deposit' },
): Message | undefined {
  const accountId = [...customers, ...cards][who];
  const material = (name: string, count: number) => (count > 0 ? [{ material: name, count, grams: 10 * count }] : []);
  const containers = [
    ...material('pet', pet),
    ...material('glass', glass),
    ...(pet % 4 === 3 ? material('tin', 1) : []),
  ];
  if (containers.length === 0) return undefined;
  const time = world.now - hoursAgo * hour;
  const place = { deviceId: 'rvm-1', siteId: 'market', containers };
  const id = idOf(world);
  if (claimed && accountId !== undefined) {
    const deposit = { id: `d${id.slice(1)}`, subject: 'device#rvm-1', time: instant(time) };
    return { id, type: 'deposit.claimed', time: world.now, data: { ...place, accountId, deposit } };
  }
  const data = { ...place, organisationId: 'town', outcome: 'accepted', ...(accountId && { accountId }) };
  return { id, type: 'deposit.recorded', time, data };
}

function refundOf(
  world: World,
  brand: Brand,
  { order: nth, lines }: Happening & { do: 'refund' },
): Message | undefined {
  const order = brand.orders.at(-1 - nth);
  if (order === undefined) return undefined;
  const refunded = lines.map(({ line, share }) => {
    const paid = order.lines[line]?.paid ?? 0;
    return { line: String(line + 1), paid, refunded: shares[share](paid) };
  });
  const id = idOf(world);
  const data = {
    orderId: order.id,
    customerId: order.customerId,
    refundId: `re-${id}`,
    currency: 'EUR',
    refunded: Math.max(
      1,
      refunded.reduce((sum, each) => sum + each.refunded, 0),
    ),
    paid: order.lines.reduce((sum, { paid }) => sum + paid, 0),
    lines: refunded,
  };
  return { id, type: 'order.refunded', time: world.now, data };
}

/** The same id with another content; undefined for what leaves nothing that it could be told by. */
export function altered(message: Message): Message | undefined {
  switch (message.type) {
    case 'deposit.recorded':
    case 'deposit.claimed': {
      const { containers } = message.data;
      if (message.data.accountId === undefined) return undefined;
      const more = containers.map((each) => ({ ...each, count: each.count + 1 }));
      return { ...message, data: { ...message.data, containers: more } } as Message;
    }
    case 'order.paid': {
      const lines = [...message.data.lines, { line: '7', class: 'consumable', paid: 1000 }];
      return { ...message, data: { ...message.data, lines } };
    }
    case 'order.refunded': {
      const lines = message.data.lines.map((each) => ({ ...each, refunded: each.refunded + 1 }));
      return { ...message, data: { ...message.data, lines } };
    }
    case 'case.recycled':
      return { ...message, data: { ...message.data, serials: [...message.data.serials, 'S-other'] } };
    default:
      return undefined;
  }
}

/** The request that a happening is. */
export function wishOf(world: World, brand: Brand, happening: Happening): Wish | undefined {
  const key = `w-${++world.counted}`;
  switch (happening.do) {
    case 'redeem':
      return {
        key,
        id: key,
        wish: 'redeem',
        customer: customers[happening.customer] as string,
        reward: happening.reward,
      };
    case 'adjust': {
      const { points } = happening;
      return { key, id: key, wish: 'adjust', customer: customers[happening.customer] as string, points, by: 'm-1' };
    }
    case 'cancel': {
      const id = [...brand.books.redemptions.keys()].at(-1 - happening.nth);
      return id === undefined ? undefined : { key, wish: 'cancel', id };
    }
    case 'approve': {
      const id = [...brand.books.adjustments.keys()].at(-1 - happening.nth);
      return id === undefined ? undefined : { key, wish: 'approve', id, by: happening.alone ? 'm-1' : 'm-2' };
    }
    default:
      return undefined;
  }
}

/** Whether it is somebody's birthday: a birthday that is told on that very day is left out, as the page is silent on it. */
export function isToday({ now }: World, { books }: Brand, customer: string, date: string): boolean {
  const today = written(dayAt(now, books.holders.get(customer)?.zone ?? books.figures.zone)).slice(5);
  return today === date.slice(5) || (date.endsWith('02-29') && today === '02-28');
}
