import { identifierHash } from '#layers/runtime/identifier.ts';
import { type Create, create, type Item, type Key } from '#layers/table/change.ts';
import type { Origin } from '#layers/table/origin.ts';
import { query } from '#layers/table/read.ts';
import type { Instant } from '#layers/time/clock.ts';

/** An account that somebody opened with an address, and when. */
export interface Opened {
  readonly customerId: string;
  readonly openedAt: Instant;
}

/** What is known of an address: whose it is once somebody confirmed it, and the accounts opened with it, the first one first. */
export interface Address {
  readonly owner?: string;
  readonly opened: readonly Opened[];
}

export const addressPartition = async (brand: string, email: string): Promise<string> =>
  `customers#${brand}#email#${await identifierHash(brand, 'email', email.toLowerCase())}`;

export const claimIn = (pk: string): Key => ({ pk, sk: 'email' });

export async function addressIn(pk: string): Promise<Address> {
  const items = await query<Item & Opened>(pk);
  return {
    owner: items.find(({ sk }) => sk === 'email')?.customerId,
    opened: items.filter(({ sk }) => sk.startsWith('opened#')),
  };
}

/** That a customer opened an account with an address: whoever reads its mail chooses among all of these. */
export async function openedWith({ brand, cause }: Origin, email: string, customerId: string): Promise<Create> {
  const opened: Opened = { customerId, openedAt: cause.time };
  return create({ pk: await addressPartition(brand, email), sk: `opened#${cause.time}#${customerId}`, ...opened });
}
