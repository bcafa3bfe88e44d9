import type { Language, Programme } from '#brands/programmes.ts';
import { inWords } from '#events/catalogue.ts';
import { causesFirst } from '#events/causes-first.ts';
import { depositRecorded } from '#events/devices/deposit.recorded.ts';
import type { Event, Names } from '#events/event.ts';
import type { Balance } from '#events/values/balance.ts';
import type { Containers } from '#events/values/containers.ts';
import { namesOf } from '#layers/runtime/names.ts';
import { problem as common } from '#layers/runtime/problem.ts';
import { causesOf, eventOf } from '#layers/table/causes.ts';
import { fromOpaque, toOpaque } from '#layers/table/cursor.ts';
import { envelopeOf, eventPartition, subjectOf } from '#layers/table/event-item.ts';
import { getAll, query } from '#layers/table/read.ts';
import { emptyingsSince } from '../bins/bins.ts';
import { collectionOf } from '../books/books.ts';
import { type Collection, inForce, same, standing } from '../books/collection.ts';
import { carriedBy, countedWith } from '../rules.ts';

interface Link {
  readonly type: string;
  readonly id: string;
  readonly at: string;
  readonly text: string;
}

/** Who reads the chain: the language, and what things are called. */
interface Reader {
  readonly language: Language;
  readonly names: Names;
}

type Deposit = Event<{ deviceId: string; siteId: string; containers: Containers }>;

const words = {
  device: { es: 'Máquina', ca: 'Màquina', en: 'Machine' },
  site: { es: 'Lugar', ca: 'Lloc', en: 'Site' },
  late: {
    es: 'Llegó con las cuentas de su vaciado cerradas: se cuenta con el vaciado siguiente',
    ca: 'Va arribar amb els comptes del seu buidatge tancats: es compta amb el buidatge següent',
    en: 'It arrived when the books of its emptying were closed: it is counted with the next emptying',
  },
} as const;

/**
 * The chain from one deposit to the recycler's receipt, as far as it has come; days are told by the programme's clocks. Throws
 * `not-found`.
 */
export async function custody(programme: Programme, place: string, language: Language) {
  const { id: brand } = programme;
  const names = namesOf(programme, programme.zone);
  const deposit = await depositAt(brand, place);
  if (deposit === undefined) throw common('not-found');
  const { deviceId, siteId } = deposit.data;
  const emptyings = await emptyingsSince(brand, deviceId, deposit.time);
  const [carried, counted] = [carriedBy(emptyings, deposit), countedWith(emptyings, deposit)];
  const late = carried !== undefined && carried.emptiedAt !== counted?.emptiedAt;
  const at = (type: keyof typeof words, id: string): Link => {
    const text = (type === 'site' && names.site(id)) || words[type][language];
    return { type, id, at: deposit.time, text };
  };
  const onward = carried && (await travelled(brand, carried, { language, names }));
  return {
    deposit: { id: placeOf(deposit), at: deposit.time, recordedAt: deposit.recordedAt, late },
    ...(carried !== undefined && { collectionId: carried.collectionId }),
    ...(counted !== undefined && { countedIn: counted.collectionId }),
    complete: onward !== undefined && receivedAll(deposit, onward.collection),
    chain: [
      ...told(deposit, { language, names }),
      at('device', deviceId),
      at('site', siteId),
      ...(late ? [at('late', counted?.emptiedAt ?? '')] : []),
      ...(onward?.links ?? []),
    ],
  };
}

/** What a collection's own events say of one of its bins and of the whole, in the order in which it happened. */
async function travelled(
  brand: string,
  { collectionId, deviceId, emptiedAt }: { collectionId: string; deviceId: string; emptiedAt: string },
  reader: Reader,
): Promise<{ collection: Collection; links: Link[] }> {
  const [collection, items] = await Promise.all([
    collectionOf(brand, collectionId),
    query(eventPartition(brand, subjectOf('collection', collectionId))),
  ]);
  const papers = [...inForce(collection.weighings), ...inForce(collection.receipts)].map(({ id }) => id);
  const events = causesFirst(items.map((item) => ({ pk: item.pk, sk: item.sk, event: envelopeOf(item) }))).map(
    ({ event }) => event,
  );
  const { balance } = standing(collection);
  const figures = events.findLast(({ data }) => balance !== undefined && same(data.balance as Balance, balance));
  const ofIt = ({ data, id }: Event): boolean => {
    if (data.documentId !== undefined) return papers.includes(data.documentId as string);
    if (data.balance !== undefined) return id === figures?.id;
    return (
      [deviceId, undefined].includes(data.deviceId as string) &&
      [emptiedAt, undefined].includes(data.emptiedAt as string)
    );
  };
  const links = events.filter(ofIt).flatMap((event) => told(event, reader));
  return { collection, links: links.sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))) };
}

/** Whether the receipts in force name each material of a deposit. */
function receivedAll({ data }: Deposit, { receipts }: Collection): boolean {
  const received = inForce(receipts).flatMap(({ masses }) => masses.filter(({ grams }) => grams > 0));
  return data.containers.every(({ material }) => received.some((mass) => mass.material === material));
}

/** An event in words, when it happened: a bin is emptied and a paper issued before that is reported. */
function told(event: Event, { language, names }: Reader): Link[] {
  const { type, id, time, data } = event;
  const at = type === 'collection.emptied' ? data.emptiedAt : (data.issuedAt ?? time);
  const text = inWords(event, language, names);
  return text === undefined ? [] : [{ type, id, at: at as string, text }];
}

/** The deposit that an opaque id leads to: its own, or that of an entry of a customer's points. */
async function depositAt(brand: string, place: string): Promise<Deposit | undefined> {
  const [id, sk] = fromOpaque(place) ?? [];
  if (id === undefined || sk === undefined || sk === '') return undefined;
  const subjects = [subjectOf('device', id), subjectOf('account', id)];
  const found = await getAll(subjects.map((subject) => ({ pk: eventPartition(brand, subject), sk })));
  const event = found.find((item) => item !== undefined);
  if (event === undefined) return undefined;
  const causes = await causesOf(envelopeOf(event));
  const claimed = causes.find(({ type }) => type === 'deposit.claimed')?.data.deposit as Event['cause'] | undefined;
  const behind = claimed && (await eventOf(brand, claimed));
  return [...causes, behind].find((each) => each?.type === depositRecorded.type) as Deposit | undefined;
}

/** The opaque id of a deposit. An event's sort key is its time, its cause, its owner and its effect. */
const placeOf = ({ data, time, cause }: Deposit): string =>
  toOpaque([data.deviceId, `${time}#${cause.id}#${depositRecorded.owner}#deposit`]);

/** A machine's deposits, the newest first, each with its opaque id. */
export async function depositsOf(
  brand: string,
  deviceId: string,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ id: string; place: string; deposit: Deposit }[]> {
  const found: { id: string; place: string; deposit: Deposit }[] = [];
  for (let place = after; found.length < limit; ) {
    const subject = subjectOf('device', deviceId);
    const items = await query(eventPartition(brand, subject), { after: place, newestFirst: true, limit });
    const last = items.at(-1);
    if (last === undefined) break;
    place = last.sk;
    for (const item of items) {
      const deposit = envelopeOf(item) as Deposit;
      if (deposit.type === depositRecorded.type) found.push({ id: placeOf(deposit), place: item.sk, deposit });
    }
  }
  return found.slice(0, limit);
}
