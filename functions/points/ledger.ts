import type { Containers } from '#events/containers.ts';
import type { Event } from '#events/event.ts';
import { pointsEarned } from '#events/points.earned.ts';
import { pointsExpired } from '#events/points.expired.ts';
import { pointsRedeemed } from '#events/points.redeemed.ts';
import { pointsRefused } from '#events/points.refused.ts';
import { pointsReversed } from '#events/points.reversed.ts';
import { type Change, ConditionFailed, type Item, type Key, type Update, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { envelopeOf, eventPartition, say, subjectOf } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { getAll, query } from '#layers/table/read.ts';
import { armLot } from './lot-timer.ts';
import { type Lot, type Share, sumOf } from './lots.ts';
import type { Decision } from './rules.ts';

/** What an entry does to the balance. An entry of the ledger is the event that says it. */
export const entryKinds = {
  [pointsEarned.type]: { kind: 'earned', sign: 1 },
  [pointsRedeemed.type]: { kind: 'redeemed', sign: -1 },
  [pointsReversed.type]: { kind: 'reversed', sign: 1 },
  [pointsExpired.type]: { kind: 'expired', sign: -1 },
} as const;

export type Entry = Event<{ accountId: string; points: number }>;

export const accountPartition = (brand: string, accountId: string): string => `points#${brand}#account#${accountId}`;

const headKey = (brand: string, accountId: string): Key => ({ pk: accountPartition(brand, accountId), sk: 'head' });

const lotField = (lot: Lot): string => `lot:${lot}`;

/**
 * Books what a rule decided: the entry and the account's head in one transaction of 4 write units, or the refusal with
 * its reason. The first of a lot arms its expiry too. Booked once for a cause and effect, for ever.
 */
export async function earn(
  origin: Origin,
  earned: { accountId: string; effect: string; decision: Decision; lot: Lot; containers?: Containers },
): Promise<void> {
  const { accountId, effect, decision, lot, containers } = earned;
  if ('refused' in decision) {
    await commit(origin, {
      events: [say(pointsRefused, { about: accountId, effect, data: { accountId, reason: decision.refused } })],
    });
    return;
  }
  const entry = say(pointsEarned, { about: accountId, effect, data: { accountId, ...decision, lot, containers } });
  const share = { accountId, lot, points: decision.points };
  await whileOvertaken(async (attempt) => {
    // Nearly always the lot is there, so this is found out by trying and not by a read.
    const known = new Set(attempt % 2 === 1 ? [lot] : []);
    await commit(origin, { events: [entry], changes: adding(origin, accountId, [share], known) });
  });
}

/**
 * Adds points to lots of one account. Those in `known` are there already; the expiry of each other one is armed with it.
 * Where that was overtaken the transaction fails, and is to be tried again.
 */
export function adding(origin: Origin, accountId: string, shares: readonly Share[], known: ReadonlySet<Lot>): Change[] {
  const fields = ofLots(shares);
  const fresh = shares.filter(({ lot }) => !known.has(lot));
  const fold = update(headKey(origin.brand, accountId), {
    add: { balance: sumOf(shares), seq: 1, ...fields },
    when: {
      exists: [...known].map(lotField).filter((field) => field in fields),
      absent: fresh.map(({ lot }) => lotField(lot)),
    },
  });
  return [fold, ...fresh.map(({ lot }) => armLot(origin, accountId, lot))];
}

const ofLots = (shares: readonly Share[], sign = 1): Record<string, number> =>
  Object.fromEntries(shares.map(({ lot, points }) => [lotField(lot), sign * points]));

/** Takes points from lots of one account, if they are all still there; what else happened to the account is no matter. */
export function taking({ brand }: Origin, accountId: string, shares: readonly Share[]): Update {
  return update(headKey(brand, accountId), {
    add: { balance: -sumOf(shares), seq: 1, ...ofLots(shares, -1) },
    when: { atLeast: ofLots(shares) },
  });
}

/** Lets a whole lot go, exactly as it was read. */
export function dropping({ brand }: Origin, { accountId, lot, points }: Share): Update {
  return update(headKey(brand, accountId), {
    add: { balance: -points, seq: 1 },
    remove: [lotField(lot)],
    when: { equals: { [lotField(lot)]: points } },
  });
}

const tries = 6;

/** Does it again when what it had read or assumed was overtaken by somebody else. */
export async function whileOvertaken<Done>(work: (attempt: number) => Promise<Done>): Promise<Done> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt);
    } catch (error) {
      if (!(error instanceof ConditionFailed) || attempt === tries) throw error;
    }
  }
}

/** From now on a card's account counts among a customer's. Nothing moves: reads and redemptions go over all of them. */
export async function link(origin: Origin, customerId: string, accountId: string): Promise<void> {
  const key = { pk: accountPartition(origin.brand, customerId), sk: `link#${accountId}` };
  await commit(origin, { changes: [update(key, { set: { accountId } })] });
}

/** A customer's accounts: their own and those of their cards. */
export async function accountsOf(brand: string, customerId: string): Promise<string[]> {
  return [customerId, ...linkedIn(await query(accountPartition(brand, customerId)))];
}

/** What a customer holds, lot by lot, over all accounts. One read, and a second one only where cards are linked. */
export async function holding(brand: string, customerId: string): Promise<Share[]> {
  const own = await query(accountPartition(brand, customerId));
  const cards = linkedIn(own);
  const heads = cards.length === 0 ? [] : await getAll(cards.map((card) => headKey(brand, card)));
  return [
    ...sharesIn(
      customerId,
      own.find(({ sk }) => sk === 'head'),
    ),
    ...cards.flatMap((card, at) => sharesIn(card, heads[at])),
  ];
}

/** What one account holds, lot by lot, by now. A lot that was booked as expired is none of them. */
export async function heldBy(brand: string, accountId: string): Promise<Share[]> {
  const [head] = await getAll([headKey(brand, accountId)]);
  return sharesIn(accountId, head);
}

const linkedIn = (items: Item[]): string[] =>
  items.filter(({ sk }) => sk.startsWith('link#')).map(({ accountId }) => accountId as string);

function sharesIn(accountId: string, head: Item | undefined): Share[] {
  return Object.entries(head ?? {}).flatMap(([field, points]) =>
    field.startsWith('lot:') ? [{ accountId, lot: field.slice('lot:'.length), points: points as number }] : [],
  );
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

const accountEvents = (brand: string, accountId: string): string =>
  eventPartition(brand, subjectOf('account', accountId));

const isEntry = (event: Event): event is Entry => Object.hasOwn(entryKinds, event.type);

const newestFirst = (a: Place, b: Place): number =>
  a.sk === b.sk ? (a.accountId < b.accountId ? 1 : a.accountId > b.accountId ? -1 : 0) : a.sk < b.sk ? 1 : -1;
