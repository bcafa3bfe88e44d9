import { identifierHash } from '#layers/runtime/identifier.ts';
import { type Item, type Key, type Update, update } from '#layers/table/change.ts';
import { query } from '#layers/table/read.ts';

/** What is known of an address: whose it is once somebody confirmed it, and who registered with it last. */
interface Address {
  readonly owner?: string;
  readonly latest?: string;
}

export const addressPartition = async (brand: string, email: string): Promise<string> =>
  `customers#${brand}#email#${await identifierHash(brand, 'email', email.toLowerCase())}`;

export const claimIn = (pk: string): Key => ({ pk, sk: 'email' });
const latestIn = (pk: string): Key => ({ pk, sk: 'latest' });

export async function addressIn(pk: string): Promise<Address> {
  const items = await query<Item & { customerId: string }>(pk);
  const under = (name: string) => items.find(({ sk }) => sk === name)?.customerId;
  return { owner: under('email'), latest: under('latest') };
}

/** That a customer registered with an address: whoever asks for a new link by the address alone is sent theirs. */
export const registeredWith = async (brand: string, email: string, customerId: string): Promise<Update> =>
  update(latestIn(await addressPartition(brand, email)), { set: { customerId } });
