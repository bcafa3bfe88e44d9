import { customerLinked } from '#events/customers/customer.linked.ts';
import { customerRegistered } from '#events/customers/customer.registered.ts';
import { ensureUser } from '#layers/aws/cognito.ts';
import { type Person, personKey } from '#layers/published/customers/person.ts';
import { cardAccount } from '#layers/runtime/identifier.ts';
import { create, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import { smallIdFrom } from '#layers/table/hash.ts';
import type { Origin } from '#layers/table/origin.ts';
import { registeredWith } from './addresses.ts';
import { problem } from './problems.ts';
import { poolOf, refusedPassword } from './sign-in.ts';

/**
 * What Cognito calls the customer who came by a request. It has no capitals: pools that tell none apart may hand a name back in
 * small letters.
 */
const userName = (causeId: string): string => `c-${smallIdFrom(causeId)}`;

/**
 * Registers a person. The account can be used at once under its id; the e-mail address counts for nothing, and keeps
 * nobody else from it, until its owner confirms it by the mail that the event leads to.
 */
export async function register(
  origin: Origin,
  { password, ...profile }: Pick<Person, 'name' | 'email' | 'language' | 'zone'> & { readonly password: string },
): Promise<{ customerId: string }> {
  const customerId = userName(origin.cause.id);
  await ensureUser({
    pool: poolOf(origin.brand),
    name: customerId,
    email: profile.email,
    password,
    group: 'customer',
  }).catch(refusedPassword);
  const registered = say(customerRegistered, {
    about: customerId,
    effect: 'registered',
    data: { customerId, kind: 'person', language: profile.language, segments: [] },
  });
  const { answer } = await commit(origin, {
    events: [registered],
    changes: [
      create({ ...personKey(origin.brand, customerId), customerId, ...profile, emailConfirmed: false }),
      await registeredWith(origin.brand, profile.email, customerId),
    ],
    answer: { customerId },
  });
  return answer;
}

/** So many cards are one customer's at most: what concerns all of their accounts is one transaction. */
const mostCards = 20;

/** Links a card to a customer, with all it has earned before. A card is one person's only. */
export async function linkCard(
  origin: Origin,
  customerId: string,
  number: string,
): Promise<{ last4: string; since: string }> {
  const { brand, cause } = origin;
  const accountId = await cardAccount(brand, number);
  const card = { last4: number.slice(-4), since: cause.time };
  const linked = say(customerLinked, {
    about: customerId,
    effect: accountId,
    data: { customerId, kind: 'card', accountId },
  });
  const { answer } = await commit(origin, {
    events: [linked],
    changes: [
      create({ ...personKey(brand, accountId), customerId }, (stored) =>
        problem(stored?.customerId === customerId ? 'card-linked' : 'card-taken'),
      ),
      create({ pk: personKey(brand, customerId).pk, sk: `card#${accountId}`, ...card }),
      update(personKey(brand, customerId), {
        add: { cards: 1 },
        when: { below: { cards: mostCards } },
        orElse: () => problem('too-many-cards'),
      }),
    ],
    answer: card,
  });
  return answer;
}
