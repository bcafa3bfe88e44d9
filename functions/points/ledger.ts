import type { Containers } from '#events/containers.ts';
import type { Event, EventOf } from '#events/event.ts';
import { pointsEarned } from '#events/points.earned.ts';
import { pointsRefused } from '#events/points.refused.ts';
import { type Item, type Key, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { envelopeOf, eventPartition, say, subjectOf } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { getAll, query } from '#layers/table/read.ts';
import type { Month } from '#layers/time/civil.ts';
import type { Decision } from './rules.ts';

/** An entry of the ledger: the event that says it. */
export type Entry = EventOf<typeof pointsEarned>;

/** What an account holds: the sum of its entries, and the same by lot. */
export interface Holding {
  readonly balance: number;
  readonly lots: ReadonlyMap<Month, number>;
}

const accountPartition = (brand: string, accountId: string): string => `points#${brand}#account#${accountId}`;
const headKey = (brand: string, accountId: string): Key => ({ pk: accountPartition(brand, accountId), sk: 'head' });
const lotField = (month: Month): string => `lot:${month}`;

/**
 * Books what a rule decided: the entry and the account's head in one transaction of 4 write units, or the refusal with
 * its reason. Booked once for a cause and effect, for ever.
 */
export async function earn(
  origin: Origin,
  earned: { accountId: string; effect: string; decision: Decision; lot: Month; containers?: Containers },
): Promise<void> {
  const { accountId, effect, decision, lot, containers } = earned;
  if ('refused' in decision) {
    await commit(origin, {
      events: [say(pointsRefused, { about: accountId, effect, data: { accountId, reason: decision.refused } })],
    });
    return;
  }
  const { points } = decision;
  await commit(origin, {
    events: [say(pointsEarned, { about: accountId, effect, data: { accountId, ...decision, lot, containers } })],
    changes: [update(headKey(origin.brand, accountId), { add: { balance: points, seq: 1, [lotField(lot)]: points } })],
  });
}

/** From now on a card's account counts among a customer's. Nothing moves: reads go over all of them. */
export async function link(origin: Origin, customerId: string, accountId: string): Promise<void> {
  const key = { pk: accountPartition(origin.brand, customerId), sk: `link#${accountId}` };
  await commit(origin, { changes: [update(key, { set: { accountId } })] });
}

/** A customer's accounts: their own and those of their cards. */
export async function accountsOf(brand: string, customerId: string): Promise<string[]> {
  return [customerId, ...linkedIn(await query(accountPartition(brand, customerId)))];
}

/** What a customer holds over all accounts. One read, and a second one only where cards are linked. */
export async function holding(brand: string, customerId: string): Promise<Holding> {
  const own = await query(accountPartition(brand, customerId));
  const cards = linkedIn(own);
  const heads = [
    own.find(({ sk }) => sk === 'head'),
    ...(cards.length === 0 ? [] : await getAll(cards.map((card) => headKey(brand, card)))),
  ];
  return heads.reduce<Holding>((sum, head) => added(sum, head), { balance: 0, lots: new Map() });
}

const linkedIn = (items: Item[]): string[] =>
  items.filter(({ sk }) => sk.startsWith('link#')).map(({ accountId }) => accountId as string);

function added({ balance, lots }: Holding, head: Item | undefined): Holding {
  if (head === undefined) return { balance, lots };
  const sum = new Map(lots);
  for (const [field, points] of Object.entries(head)) {
    const month = field.startsWith('lot:') && field.slice('lot:'.length);
    if (month) sum.set(month, (sum.get(month) ?? 0) + (points as number));
  }
  return { balance: balance + ((head.balance as number | undefined) ?? 0), lots: sum };
}

/** The place of an entry in the ledger: its account and its sort key. */
export interface Place {
  readonly accountId: string;
  readonly sk: string;
}

/** A customer's entries over all accounts, newest first, from after `after` on. */
export async function entries(
  brand: string,
  customerId: string,
  { after, limit }: { after?: Place; limit: number },
): Promise<{ place: Place; entry: Entry }[]> {
  const accounts = await accountsOf(brand, customerId);
  const pages = await Promise.all(accounts.map((accountId) => accountEntries(brand, accountId, after, limit)));
  return pages
    .flat()
    .sort((a, b) => newestFirst(a.place, b.place))
    .slice(0, limit);
}

/** Refusals stand in the same partition, so reading goes on until enough entries are found. */
async function accountEntries(brand: string, accountId: string, after: Place | undefined, limit: number) {
  const found: { place: Place; entry: Entry }[] = [];
  for (let before = after && `${after.sk}!`; found.length < limit; ) {
    const items = await query(accountEvents(brand, accountId), { before, newestFirst: true, limit: limit + 1 });
    for (const item of items) {
      const place = { accountId, sk: item.sk };
      if (isEntry(envelopeOf(item)) && (after === undefined || newestFirst(place, after) > 0)) {
        found.push({ place, entry: envelopeOf(item) as Entry });
      }
    }
    if (items.length <= limit) break;
    before = items.at(-1)?.sk;
  }
  return found;
}

/** The entry at a place; undefined where there is none. */
export async function entryAt(brand: string, { accountId, sk }: Place): Promise<Entry | undefined> {
  const [item] = await getAll([{ pk: accountEvents(brand, accountId), sk }]);
  const event = item && envelopeOf(item);
  return event && isEntry(event) ? (event as Entry) : undefined;
}

const accountEvents = (brand: string, accountId: string): string =>
  eventPartition(brand, subjectOf('account', accountId));

const isEntry = ({ type }: Event): boolean => type === pointsEarned.type;

const newestFirst = (a: Place, b: Place): number =>
  a.sk === b.sk ? (a.accountId < b.accountId ? 1 : a.accountId > b.accountId ? -1 : 0) : a.sk < b.sk ? 1 : -1;
