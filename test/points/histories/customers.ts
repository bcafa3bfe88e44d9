/** What customers say of people, with what they write down about them in the same breath. */
import type { Happening } from './histories.ts';
import { arrived } from './messengers.ts';
import { timersRun } from './passing-time.ts';
import { written } from './product.ts';
import { isToday } from './sayings.ts';
import { say, type Told } from './stage.ts';
import { type Brand, cards, customers, type World } from './world.ts';

type OfPeople<Do extends string> = Happening & { do: Do };

/** Whether there was anything to say. */
export function customersSay(
  all: Told,
  brand: Brand,
  what: OfPeople<'link' | 'give back' | 'register' | 'birthday' | 'move'>,
): Promise<boolean> {
  switch (what.do) {
    case 'link':
      return linked(all, brand, what);
    case 'give back':
      return givenBack(all, brand, what);
    case 'register':
      return registered(all, brand, what);
    case 'birthday':
      return toldBirthday(all, brand, what);
    case 'move':
      return moved(all, brand, what);
  }
}

const newEvent = (world: World) => ({ id: `e${String(++world.counted).padStart(21, '0')}`, time: world.now });

const named = (customer: number): string => customers[customer] as string;

async function linked(all: Told, brand: Brand, { card, customer }: OfPeople<'link'>): Promise<boolean> {
  const data = { customerId: named(customer), kind: 'card', accountId: cards[card] as string };
  if (brand.books.cards.has(data.accountId)) return false;
  await written(all, brand.id, data.accountId, { customerId: data.customerId });
  return arrived(all, brand, { ...newEvent(all.world), type: 'customer.linked', data });
}

/** Staff give a card to the other customer; points hears of both ends of it in either order. */
async function givenBack(all: Told, brand: Brand, { card, linkedFirst }: OfPeople<'give back'>): Promise<boolean> {
  const accountId = cards[card] as string;
  const holder = brand.books.cards.get(accountId);
  if (holder === undefined) return false;
  const owner = customers.find((customer) => customer !== holder) as string;
  await written(all, brand.id, accountId, { customerId: owner });
  const unlinked = { type: 'customer.unlinked' as const, data: { customerId: holder, kind: 'card', accountId } };
  const linked = { type: 'customer.linked' as const, data: { customerId: owner, kind: 'card', accountId } };
  for (const end of linkedFirst ? [linked, unlinked] : [unlinked, linked]) {
    await arrived(all, brand, { ...newEvent(all.world), ...end });
  }
  return true;
}

async function registered(all: Told, brand: Brand, { customer }: OfPeople<'register'>): Promise<boolean> {
  if (brand.books.holders.get(named(customer))?.registered !== undefined) return false;
  const data = { customerId: named(customer), kind: 'person', language: 'es', segments: [] };
  return arrived(all, brand, { ...newEvent(all.world), type: 'customer.registered', data });
}

async function toldBirthday(all: Told, brand: Brand, { customer, date }: OfPeople<'birthday'>): Promise<boolean> {
  const holder = brand.books.holders.get(named(customer));
  if (holder?.registered === undefined || isToday(all.world, brand, named(customer), date)) return false;
  await timersRun(all);
  holder.birthday = date;
  return changed(all, brand, named(customer), { birthday: date });
}

/** What becomes of a window or a day that began by the old clocks, the page does not say: nobody moves in the middle of one. */
async function moved(all: Told, brand: Brand, { customer, zone }: OfPeople<'move'>): Promise<boolean> {
  const holder = brand.books.holders.get(named(customer));
  const open = brand.books.orders.some((order) => order.customer === named(customer) && order.lot === undefined);
  if (open || holder === undefined || holder.registered !== undefined || brand.underWay.length > 0) return false;
  await timersRun(all);
  holder.zone = zone;
  return changed(all, brand, named(customer), { zone });
}

async function changed(all: Told, brand: Brand, customerId: string, fields: Record<string, string>): Promise<boolean> {
  await written(all, brand.id, customerId, fields);
  say(all, `${brand.id}: ${customerId} has ${JSON.stringify(fields)}`);
  const data = { customerId, fields: Object.keys(fields) };
  return arrived(all, brand, { ...newEvent(all.world), type: 'customer.changed', data });
}
