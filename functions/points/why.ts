import type { Language } from '#brands/programmes.ts';
import { inWords } from '#events/catalogue.ts';
import type { Event } from '#events/event.ts';
import { causesOf, eventOf } from '#layers/table/causes.ts';
import { orderOf } from './earning/orders.ts';
import type { Entry } from './ledger/entries.ts';

interface Link {
  readonly type: string;
  readonly id: string;
  readonly at: string;
  readonly text: string;
}

const places = {
  device: { es: 'Máquina', ca: 'Màquina', en: 'Machine' },
  site: { es: 'Lugar', ca: 'Lloc', en: 'Site' },
  serial: { es: 'Dispositivo reciclado', ca: 'Dispositiu reciclat', en: 'Recycled device' },
};

/**
 * Why an entry stands in the ledger: the events that led to it, newest first, each with the place or device it happened
 * at; then the entry it undoes or doubles, and what led to that; last, what doubled it.
 */
export async function why(entry: Entry, language: Language): Promise<Link[]> {
  const chain = await chainOf(entry);
  const doublings = chain.some(({ data }) => data.serial !== undefined) ? [] : await doublingsOf(entry);
  return [...chain, ...doublings].flatMap((event) => [told(event, language), ...placesOf(event, language)]);
}

async function chainOf(entry: Event): Promise<Event[]> {
  const { brand } = entry;
  const causes = await causesOf(entry);
  const claimed = causes.find(({ type }) => type === 'deposit.claimed')?.data.deposit as Event['cause'] | undefined;
  const deposit = claimed && (await eventOf(brand, claimed));
  const referred = (entry.data as { original?: Event['cause'] }).original;
  const original = referred && (await eventOf(brand, referred));
  const before = original === undefined ? [] : await chainOf(original);
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

function told(event: Event, language: Language): Link {
  const { type, id, time } = event;
  return { type, id, at: time, text: inWords(event, language) };
}

/** Where it happened, or to which device: once, at the event that began there. */
function placesOf({ type, time, data }: Event, language: Language): Link[] {
  const { deviceId, siteId, serials = [] } = data as { deviceId?: string; siteId?: string; serials?: string[] };
  const link = (kind: keyof typeof places, id: string) => ({
    type: kind,
    id,
    at: time,
    text: `${places[kind][language]} ${id}`,
  });
  if (type === 'case.recycled') return serials.map((serial) => link('serial', serial));
  if (type !== 'deposit.recorded') return [];
  return [...(deviceId ? [link('device', deviceId)] : []), ...(siteId ? [link('site', siteId)] : [])];
}
