import type { Person } from '#layers/published/customers/person.ts';
import { preferences, topicOf } from './mailbox.ts';
import type { Template } from './templates.ts';

/** Why a mail must not go to somebody, as things stand now; undefined where it may. */
export async function reasonAgainst(
  brand: string,
  { customerId, emailConfirmed }: Person,
  template: Template,
): Promise<'unconfirmed-address' | 'unsubscribed' | undefined> {
  if (template !== 'welcome' && !emailConfirmed) return 'unconfirmed-address';
  const topic = topicOf[template];
  return topic !== undefined && !(await preferences(brand, customerId))[topic] ? 'unsubscribed' : undefined;
}
