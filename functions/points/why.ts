import type { Language } from '#brands/programmes.ts';
import { inWords } from '#events/catalogue.ts';
import type { Event, Names } from '#events/event.ts';
import { causesOf, eventOf } from '#layers/table/causes.ts';
import { orderOf } from './earning/orders.ts';
import { type Entry, entryNamed } from './ledger/entries.ts';

interface Link {
  readonly type: string;
  readonly id: string;
  readonly at: string;
  readonly text: string;
}

const things = {
  device: { es: 'Máquina', ca: 'Màquina', en: 'Machine' },
  site: { es: 'Lugar', ca: 'Lloc', en: 'Site' },
  serial: { es: 'Dispositivo reciclado', ca: 'Dispositiu reciclat', en: 'Recycled device' },
};

/**
 * Why an entry of a customer's accounts stands in the ledger: the events that led to it, newest first, each with the place or
 * device it happened at; then the entry it undoes or doubles, and what led to that; last, what doubled it.
 */
export async function why(
  entry: Entry,
  accounts: readonly string[],
  language: Language,
  names: Names,
): Promise<Link[]> {
  const chain = await chainOf(entry, accounts);
  const doublings = chain.some(({ data }) => data.serial !== undefined) ? [] : await doublingsOf(entry);
  return [...chain, ...doublings].flatMap((event) => [
    ...told(event, language, names),
    ...placesOf(event, language, names),
  ]);
}

async function chainOf(entry: Event, accounts: readonly string[]): Promise<Event[]> {
  const { brand } = entry;
  const causes = await causesOf(entry);
  const claimed = causes.find(({ type }) => type === 'deposit.claimed')?.data.deposit as Event['cause'] | undefined;
  const deposit = claimed && (await eventOf(brand, claimed));
  const referred = (entry.data as { original?: Event['cause'] }).original;
  const original = referred && (await entryNamed(brand, accounts, referred));
  const before = original === undefined ? [] : await chainOf(original, accounts);
  const chain = [...causes, ...(deposit ? [deposit] : []), ...before];
  return chain.filter(({ id }, at) => chain.findIndex((event) => event.id === id) === at);
}

/** What doubled the order by which an entry was earned, and how that came to be. */
async function doublingsOf({ brand, data, type }: Entry): Promise<Event[]> {
  if (data.orderId === undefined || type !== 'points.earned') return [];
  const { order } = await orderOf(brand, data.orderId);
  const doublings = order.paid?.parts.filter(({ effect }) => effect.startsWith('doubling:')) ?? [];
  const events = await Promise.all(doublings.map(({ entry }) => eventOf(brand, entry)));
  return (await Promise.all(events.flatMap((event) => (event ? [causesOf(event)] : [])))).flat();
}

function told(event: Event, language: Language, names: Names): Link[] {
  const { type, id, time } = event;
  const text = inWords(event, language, names);
  return text === undefined ? [] : [{ type, id, at: time, text }];
}

/** Where it happened, or to which device: once, at the event that began there. */
function placesOf({ type, time, data }: Event, language: Language, names: Names): Link[] {
  const { deviceId, siteId, serials = [] } = data as { deviceId?: string; siteId?: string; serials?: string[] };
  const link = (kind: keyof typeof things, id: string, text = things[kind][language]) => ({
    type: kind,
    id,
    at: time,
    text,
  });
  if (type === 'case.recycled') return serials.map((serial) => link('serial', serial));
  if (type !== 'deposit.recorded') return [];
  return [
    ...(deviceId ? [link('device', deviceId)] : []),
    ...(siteId ? [link('site', siteId, names.site(siteId))] : []),
  ];
}
