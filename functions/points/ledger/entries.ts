import { linesOf } from '#events/catalogue.ts';
import { causesFirst, type Kept } from '#events/causes-first.ts';
import type { Event, EventOf } from '#events/event.ts';
import { pointsAdjusted } from '#events/points/points.adjusted.ts';
import { pointsCapped } from '#events/points/points.capped.ts';
import { pointsEarned } from '#events/points/points.earned.ts';
import { pointsExpired } from '#events/points/points.expired.ts';
import { pointsRedeemed } from '#events/points/points.redeemed.ts';
import { pointsReversed } from '#events/points/points.reversed.ts';
import type { Item } from '#layers/table/change.ts';
import { envelopeOf, eventId, eventKey, eventPartition, subjectOf } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { getAll, query } from '#layers/table/read.ts';
import { accountsOf } from './account.ts';

/**
 * What an entry does to the sum of active and pending points. An entry of the ledger is the event that says it; becoming
 * active adds nothing to what was earned, and is none.
 */
export const entryKinds = {
  [pointsEarned.type]: { kind: 'earned', sign: 1 },
  [pointsRedeemed.type]: { kind: 'redeemed', sign: -1 },
  [pointsReversed.type]: { kind: 'reversed', sign: 1 },
  [pointsExpired.type]: { kind: 'expired', sign: -1 },
  [pointsCapped.type]: { kind: 'capped', sign: -1 },
  [pointsAdjusted.type]: { kind: 'adjusted', sign: 1 },
} as const;

export type Kind = (typeof entryKinds)[keyof typeof entryKinds]['kind'];

type Said<Definition extends typeof pointsEarned | typeof pointsReversed> = Partial<EventOf<Definition>['data']>;

/** What entries say, whichever of the kinds they are of. */
type EntryData = { readonly accountId: string; readonly points: number } & Pick<
  Said<typeof pointsEarned>,
  'lot' | 'rule' | 'ruleVersion' | 'orderId' | 'deviceId' | 'siteId' | 'serial'
> &
  Pick<Said<typeof pointsReversed>, 'lots'> & {
    /** Of what was earned, that it is pending; of what was taken back, how many came out of pending points. */
    readonly pending?: true | number;
    readonly rewardId?: string;
    readonly redemptionId?: string;
    readonly adjustmentId?: string;
  };

export type Entry = Event<EntryData>;

/** The place of an entry in the ledger: its account and its sort key. */
export interface Place {
  readonly accountId: string;
  readonly sk: string;
}

/** A line of a customer's ledger: one entry, or those that one change made in several of their accounts, as one. */
export interface Line {
  /** The place of the first of its entries. */
  readonly place: Place;
  readonly entry: Entry;
  readonly kind: Kind;
  /** What it does to the sum of active and pending points. */
  readonly points: number;
  /** That sum after it. */
  readonly balance: number;
}

/**
 * A customer's ledger over all accounts, newest first, without lines of 0 points. The balance after a line is the sum of the
 * entries up to it, out of the very answers that the lines come from. So the lines of an answer always add up, however much
 * is written meanwhile; no other page has to be believed; and what a machine delivers late moves all that is newer than it.
 * That takes one query an account and no other read, a further one where its entries fill more than 1 MB (some 1,500).
 */
export async function ledgerOf(brand: string, customerId: string): Promise<Line[]> {
  const accounts = await accountsOf(brand, customerId);
  const found = await Promise.all(accounts.map((accountId) => accountEntries(brand, accountId)));
  let balance = 0;
  return linesOf(causesFirst(found.flat()))
    .map(({ event, of: [{ accountId, sk }] }) => {
      const entry = event as Entry;
      const { kind, sign } = entryKinds[entry.type as keyof typeof entryKinds];
      const points = sign * entry.data.points;
      balance += points;
      return { place: { accountId, sk }, entry, kind, points, balance };
    })
    .filter(({ points }) => points !== 0)
    .reverse();
}

async function accountEntries(brand: string, accountId: string): Promise<KeptEntry[]> {
  return entriesIn(accountId, await query(accountEvents(brand, accountId)));
}

interface KeptEntry extends Place, Kept {
  readonly event: Entry;
}

/** Refusals and warnings stand in the same partition, and are no entries. */
const entriesIn = (accountId: string, items: readonly Item[]): KeptEntry[] =>
  items.flatMap((item) => {
    const event = envelopeOf(item);
    return isEntry(event) ? [{ accountId, pk: item.pk, sk: item.sk, event }] : [];
  });

/** The entry at a place, as one with those of the same change in a customer's other accounts; undefined where there is none. */
export async function entryAt(
  brand: string,
  accounts: readonly string[],
  { accountId, sk }: Place,
): Promise<Entry | undefined> {
  const items = await getAll(accounts.map((id) => ({ pk: accountEvents(brand, id), sk })));
  const found = items.flatMap((item, at) => (item ? entriesIn(accounts[at] as string, [item]) : []));
  const line = linesOf(found).find(({ of }) => of.some((each) => each.accountId === accountId));
  return line?.event as Entry | undefined;
}

/** The entry that another one names, as one with those of the same change in a customer's other accounts. */
export async function entryNamed(
  brand: string,
  accounts: readonly string[],
  { id, subject, time }: Event['cause'],
): Promise<Entry | undefined> {
  const items = await query(eventPartition(brand, subject), { prefix: `${time}#` });
  const accountId = accounts.find((account) => subjectOf('account', account) === subject);
  const sk = items.find((item) => item.id === id)?.sk;
  return accountId === undefined || sk === undefined ? undefined : entryAt(brand, accounts, { accountId, sk });
}

/** How an entry of this origin will be named by what refers to it. */
export function causeOf(origin: Origin, accountId: string, effect: string): Event['cause'] {
  const subject = subjectOf('account', accountId);
  return { id: eventId(eventKey(origin, subject, effect)), subject, time: origin.cause.time };
}

const accountEvents = (brand: string, accountId: string): string =>
  eventPartition(brand, subjectOf('account', accountId));

const isEntry = (event: Event): event is Entry => Object.hasOwn(entryKinds, event.type);
