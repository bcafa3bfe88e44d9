import { secret } from '#layers/aws/secrets.ts';
import { environment } from '#layers/environment.ts';
import { keyedHash } from '#layers/table/hash.ts';

/** A keyed hash of a personal identifier (a card's number, an address), the same for ever within a brand. */
export async function identifierHash(
  brand: string,
  kind: 'card' | 'card-code' | 'email' | 'receipt' | 'claim' | 'network',
  value: string,
): Promise<string> {
  return keyedHash(await secret(environment.HASH_KEY), brand, kind, value);
}

/** The keyed hash of the code by which a card can be linked; the same code for another card has another. */
export const cardCodeHash = (brand: string, number: string, code: string): Promise<string> =>
  identifierHash(brand, 'card-code', `${number}\n${code}`);

/** The account that a card is, from its first use on, whether anybody has linked it or not. */
export const cardAccount = async (brand: string, number: string): Promise<string> =>
  `card-${await identifierHash(brand, 'card', number)}`;
