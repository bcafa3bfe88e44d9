import type { Event } from '#events/event.ts';
import { pointsActivated } from '#events/points/points.activated.ts';
import { pointsAdjusted } from '#events/points/points.adjusted.ts';
import { pointsEarned } from '#events/points/points.earned.ts';
import { pointsExpired } from '#events/points/points.expired.ts';
import { pointsRedeemed } from '#events/points/points.redeemed.ts';
import { pointsReversed } from '#events/points/points.reversed.ts';
import { envelopeOf, eventId, eventKey, eventPartition, subjectOf } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { getAll, query } from '#layers/table/read.ts';
import { accountsOf } from './account.ts';

/**
 * What an entry does to the sum of active and pending points. An entry of the ledger is the event that says it; becoming
 * active adds nothing to what was earned.
 */
export const entryKinds = {
  [pointsEarned.type]: { kind: 'earned', sign: 1 },
  [pointsActivated.type]: { kind: 'activated', sign: 0 },
  [pointsRedeemed.type]: { kind: 'redeemed', sign: -1 },
  [pointsReversed.type]: { kind: 'reversed', sign: 1 },
  [pointsExpired.type]: { kind: 'expired', sign: -1 },
  [pointsAdjusted.type]: { kind: 'adjusted', sign: 1 },
} as const;

export type Entry = Event<{ accountId: string; points: number; pending?: true | number; orderId?: string }>;

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

/** Refusals and warnings stand in the same partition, so reading goes on until enough entries are found. */
async function accountEntries(brand: string, accountId: string, after: Place | undefined, limit: number) {
  const found: { place: Place; entry: Entry }[] = [];
  for (let before = after && `${after.sk}!`; found.length < limit; ) {
    const items = await query(accountEvents(brand, accountId), { before, newestFirst: true, limit: limit + 1 });
    for (const item of items) {
      const place = { accountId, sk: item.sk };
      const event = envelopeOf(item);
      if (isEntry(event) && (after === undefined || newestFirst(place, after) > 0)) found.push({ place, entry: event });
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
  return event && isEntry(event) ? event : undefined;
}

/** How an entry of this origin will be named by what refers to it. */
export function causeOf(origin: Origin, accountId: string, effect: string): Event['cause'] {
  const subject = subjectOf('account', accountId);
  return { id: eventId(eventKey(origin, subject, effect)), subject, time: origin.cause.time };
}

const accountEvents = (brand: string, accountId: string): string =>
  eventPartition(brand, subjectOf('account', accountId));

const isEntry = (event: Event): event is Entry => Object.hasOwn(entryKinds, event.type);

const newestFirst = (a: Place, b: Place): number =>
  a.sk === b.sk ? (a.accountId < b.accountId ? 1 : a.accountId > b.accountId ? -1 : 0) : a.sk < b.sk ? 1 : -1;
