import { type Item, type Key, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import type { Origin } from '#layers/table/origin.ts';
import { getAll, query } from '#layers/table/read.ts';
import type { Instant } from '#layers/time/clock.ts';
import { good, type Lot, type Share, sumOf } from './lots.ts';

/** Points by lot: what is held, or what is added and, below zero, taken. */
export type Lots = Readonly<Record<Lot, number>>;

/** What an account holds, folded in the transaction of each entry. */
export interface Head {
  readonly accountId: string;
  readonly lots: Lots;
  /** Earned, and not to be spent before the time for withdrawal is over. */
  readonly pending: number;
  /** Owed since a refund: what comes in pays this first. */
  readonly debt: number;
  /** How many were earned under a weekly cap, by the Monday of the week. */
  readonly weeks: Readonly<Record<string, number>>;
  /** How often something was taken while something was owed. */
  readonly takings: number;
}

export const accountPartition = (brand: string, accountId: string): string => `points#${brand}#account#${accountId}`;

export const headKey = (brand: string, accountId: string): Key => ({
  pk: accountPartition(brand, accountId),
  sk: 'head',
});

export const lotField = (lot: Lot): string => `lot:${lot}`;
export const weekField = (monday: string): string => `week:${monday}`;

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** The heads of accounts, in one round trip. */
export async function heads(brand: string, accountIds: readonly string[]): Promise<Head[]> {
  const items = await getAll(accountIds.map((accountId) => headKey(brand, accountId)));
  return accountIds.map((accountId, at) => headIn(accountId, items[at]));
}

export const headOf = async (brand: string, accountId: string): Promise<Head> =>
  (await heads(brand, [accountId]))[0] as Head;

/** All accounts of a customer, their own first. One read, and a second one only where cards are linked. */
export const headsOf = async (brand: string, customerId: string): Promise<[Head, ...Head[]]> =>
  (await standingOf(brand, customerId)).heads;

/** A customer's accounts, and how many of each reward they had of those that are limited. */
export async function standingOf(
  brand: string,
  customerId: string,
): Promise<{ heads: [Head, ...Head[]]; had: ReadonlyMap<string, number> }> {
  const own = await query(accountPartition(brand, customerId));
  const cards = linkedIn(own);
  const main = headIn(
    customerId,
    own.find(({ sk }) => sk === 'head'),
  );
  const limits = own.filter(({ sk }) => sk.startsWith(limitPrefix));
  return {
    heads: [main, ...(cards.length === 0 ? [] : await heads(brand, cards))],
    had: new Map(limits.map(({ sk, taken }) => [sk.slice(limitPrefix.length), taken as number])),
  };
}

const limitPrefix = 'limit#';

/** Where it is counted how many of a reward a customer had. */
export const limitKey = (brand: string, customerId: string, rewardId: string): Key => ({
  pk: accountPartition(brand, customerId),
  sk: `${limitPrefix}${rewardId}`,
});

/** A customer's accounts: their own and those of their cards. */
export async function accountsOf(brand: string, customerId: string): Promise<string[]> {
  return [customerId, ...linkedIn(await query(accountPartition(brand, customerId)))];
}

const linkedIn = (items: Item[]): string[] =>
  items.filter(({ sk }) => sk.startsWith('link#')).map(({ accountId }) => accountId as string);

/** An account of which nothing need be known for what is done to it. */
export const anyHead = (accountId: string): Head => ({
  accountId,
  lots: {},
  weeks: {},
  pending: 0,
  debt: 0,
  takings: 0,
});

function headIn(accountId: string, item: Item | undefined): Head {
  const fields = Object.entries(item ?? {});
  const under = (prefix: string) =>
    Object.fromEntries(
      fields.flatMap(([field, points]) =>
        field.startsWith(prefix) ? [[field.slice(prefix.length), points as number]] : [],
      ),
    );
  const {
    pending = 0,
    debt = 0,
    takings = 0,
  } = (item ?? {}) as Partial<Record<'pending' | 'debt' | 'takings', number>>;
  return { accountId, lots: under('lot:'), weeks: under('week:'), pending, debt, takings };
}

/** What accounts hold, lot by lot. */
export const sharesOf = (heads: readonly Head[]): Share[] =>
  heads.flatMap(({ accountId, lots }) => Object.entries(lots).map(([lot, points]) => ({ accountId, lot, points })));

/** What can be spent at `asOf`; below zero where more is owed. */
export const activeOf = (heads: readonly Head[], asOf: Instant): number =>
  sumOf(good(sharesOf(heads), asOf)) - sum(heads.map(({ debt }) => debt));

export const pendingOf = (heads: readonly Head[]): number => sum(heads.map(({ pending }) => pending));

/** From now on a card's account counts among a customer's. Nothing moves: reads and redemptions go over all of them. */
export async function link(origin: Origin, customerId: string, accountId: string): Promise<void> {
  const key = { pk: accountPartition(origin.brand, customerId), sk: `link#${accountId}` };
  await commit(origin, { changes: [update(key, { set: { accountId } })] });
}
