import type { Item, Key } from '#layers/table/change.ts';
import { getAll, query } from '#layers/table/read.ts';
import { type Head, headIn } from './head.ts';

export const accountPartition = (brand: string, accountId: string): string => `points#${brand}#account#${accountId}`;

export const headKey = (brand: string, accountId: string): Key => ({
  pk: accountPartition(brand, accountId),
  sk: 'head',
});

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
  items
    .filter(({ sk, until }) => sk.startsWith('link#') && until === undefined)
    .map(({ accountId }) => accountId as string);

/** Whether a card is a customer's, and since when. */
export const linkKey = (brand: string, customerId: string, accountId: string): Key => ({
  pk: accountPartition(brand, customerId),
  sk: `link#${accountId}`,
});
