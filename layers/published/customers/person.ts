import * as z from 'zod';
import { personal } from '#events/values/personal.ts';
import type { Key } from '#layers/table/change.ts';
import { published } from '#layers/table/partition.ts';
import { get } from '#layers/table/read.ts';

/** What one needs to speak with a customer. Customers writes it; it is personal data and stands in no event. */
export const Person = z.object({
  customerId: z.string(),
  name: personal(z.string()),
  /** With its domain as DNS has it. */
  email: personal(z.string()),
  emailConfirmed: z.boolean(),
  language: z.enum(['es', 'ca', 'en']),
  /** The IANA zone whose clocks the customer lives by. */
  zone: z.string(),
  /** The civil date of birth, where the customer told it. */
  birthday: personal(z.iso.date()).optional(),
  /** The brand's segments that the customer belongs to; some tell of their health. */
  segments: personal(z.array(z.string())).default([]),
});
export type Person = z.infer<typeof Person>;

/** What stands beside the person of who is signed in as them. */
export interface Sessions {
  /** Tokens issued before are no longer good. In seconds since 1970 by the real clock, as tokens have it. */
  readonly tokensFrom?: number;
}

/** The customer behind an account: under a customer's own id the person, under a card's account whose card it is. */
export const personKey = (brand: string, accountId: string): Key => ({
  pk: `customers#${brand}#person#${accountId}`,
  sk: 'person',
});

/** The partitions in which people lie, for the grants of whoever reads them. */
export const partition = published(personKey('*', '*').pk);

/** Who holds an account; undefined for a card that nobody has linked, and for someone who was erased. */
export async function personBehind(brand: string, accountId: string): Promise<Person | undefined> {
  const item = await get(personKey(brand, accountId));
  if (item === undefined) return undefined;
  if (item.name === undefined) return personBehind(brand, item.customerId as string);
  return Person.parse(item);
}
