import type { Person } from '#layers/published/customers/person.ts';
import type { Notice } from '#notices/notice.ts';
import { preferences } from './mailbox.ts';

/** Why a mail must not go to somebody, as things stand now; undefined where it may. */
export async function reasonAgainst(
  brand: string,
  { customerId, emailConfirmed }: Person,
  { leadsTo, topic }: Notice,
): Promise<'unconfirmed-address' | 'unsubscribed' | 'overtaken' | undefined> {
  if (leadsTo === 'confirmation' && emailConfirmed) return 'overtaken';
  if (leadsTo !== 'confirmation' && !emailConfirmed) return 'unconfirmed-address';
  return topic !== undefined && !(await preferences(brand, customerId))[topic] ? 'unsubscribed' : undefined;
}
