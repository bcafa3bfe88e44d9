import type { Programme } from '#brands/programmes.ts';
import { secret } from '#layers/aws/secrets.ts';
import { environment } from '#layers/environment.ts';
import { keyedHash } from '#layers/table/hash.ts';

/**
 * A key of a brand's carrier follows from the stage's and from its number: nobody keeps it, one brand's opens no other's door,
 * and the next number is another key.
 */
export const carrierKey = (stageKey: string, brand: string, number: number): string =>
  keyedHash(stageKey, 'carrier', brand, `${number}`);

/** The keys by which the brand's carrier may sign. A brand that takes nothing back has no carrier. */
export async function carrierKeys({ id, recycling }: Programme): Promise<string[]> {
  if (recycling === undefined) return [];
  const stageKey = await secret(environment.LINK_KEY);
  return recycling.carrierKeys.map((number) => carrierKey(stageKey, id, number));
}
