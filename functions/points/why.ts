import type { Language } from '#brands/programmes.ts';
import { catalogue } from '#events/catalogue.ts';
import type { Event } from '#events/event.ts';
import { causesOf, eventOf } from '#layers/table/causes.ts';
import type { Entry } from './ledger.ts';

interface Link {
  readonly type: string;
  readonly id: string;
  readonly at: string;
  readonly text: string;
}

const places = {
  device: { es: 'Máquina', ca: 'Màquina', en: 'Machine' },
  site: { es: 'Lugar', ca: 'Lloc', en: 'Site' },
};

/** Why an entry stands in the ledger: the events that led to it, newest first, then the device and its site. */
export async function why(entry: Entry, language: Language): Promise<Link[]> {
  const causes = await causesOf(entry);
  const claimed = causes.find(({ type }) => type === 'deposit.claimed')?.data.deposit as Event['cause'] | undefined;
  const deposit = claimed && (await eventOf(entry.brand, claimed));
  const undone = (entry.data as { original?: Event['cause'] }).original;
  const original = undone && (await eventOf(entry.brand, undone));
  const chain = [...causes, deposit, original].filter((event) => event !== undefined);
  return [...chain.map((event) => told(event, language)), ...placesOf(chain.at(-1), language)];
}

function told({ type, id, time, data }: Event, language: Language): Link {
  return { type, id, at: time, text: catalogue.get(type)?.tells(data)[language] ?? type };
}

function placesOf(origin: Event | undefined, language: Language): Link[] {
  const { deviceId, siteId } = (origin?.data ?? {}) as { deviceId?: string; siteId?: string };
  const at = origin?.time ?? '';
  const link = (type: keyof typeof places, id: string) => ({ type, id, at, text: `${places[type][language]} ${id}` });
  return [...(deviceId ? [link('device', deviceId)] : []), ...(siteId ? [link('site', siteId)] : [])];
}
