import { customerConfirmed } from '#events/customers/customer.confirmed.ts';
import { customerLinked } from '#events/customers/customer.linked.ts';
import { customerRegistered } from '#events/customers/customer.registered.ts';
import { ensureUser, markEmailVerified } from '#layers/aws/cognito.ts';
import { environment } from '#layers/environment.ts';
import { confirmEmail } from '#layers/published/customers/confirm-email.ts';
import { type Person, personKey } from '#layers/published/customers/person.ts';
import { cardAccount, identifierHash } from '#layers/runtime/identifier.ts';
import { create, type Key, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import { idFrom } from '#layers/table/hash.ts';
import { linkOf } from '#layers/table/link.ts';
import type { Origin } from '#layers/table/origin.ts';
import { get } from '#layers/table/read.ts';

import { problem } from './problems.ts';
import type { Registration } from './profile.ts';

/** The pool in which a brand's customers sign in. */
function poolOf(brand: string): string {
  const pool = environment.USER_POOLS[brand];
  if (pool === undefined) throw new Error(`no pool for ${brand}`);
  return pool;
}

/**
 * Registers a person. The account can be used at once under its id; the e-mail address counts for nothing, and keeps
 * nobody else from it, until its owner confirms it by the mail that the event leads to.
 */
export async function register(
  origin: Origin,
  registration: Registration & Pick<Person, 'language' | 'zone'>,
): Promise<{ customerId: string }> {
  const { password, ...profile } = registration;
  const customerId = `c-${origin.cause.id}`;
  await ensureUser({
    pool: poolOf(origin.brand),
    name: customerId,
    email: profile.email,
    password,
    group: 'customer',
  }).catch((error: Error) => {
    throw error.name === 'InvalidPasswordException' ? problem('weak-password') : error;
  });
  const registered = say(customerRegistered, {
    about: customerId,
    effect: 'registered',
    data: { customerId, kind: 'person', language: profile.language, segments: [] },
  });
  const { answer } = await commit(origin, {
    events: [registered],
    changes: [create({ ...personKey(origin.brand, customerId), customerId, ...profile, emailConfirmed: false })],
    answer: { customerId },
  });
  return answer;
}

/**
 * Confirms the address that a link was mailed to. From then on it is this customer's alone, and signs in. Confirming
 * again changes nothing.
 */
export async function confirm(origin: Origin, token: string): Promise<void> {
  const { brand } = origin;
  const link = await linkOf(confirmEmail, brand, token);
  if (link === undefined) throw problem('link-unknown');
  const customerId = link.subject;
  const person = await get<Person>(personKey(brand, customerId));
  if (person === undefined) throw problem('link-unknown');
  const claim = {
    pk: `customers#${brand}#email#${await identifierHash(brand, 'email', person.email.toLowerCase())}`,
    sk: 'email',
  };
  await takeAddress(claim, customerId, origin, idFrom(token));
  await markEmailVerified(poolOf(brand), customerId, person.email);
}

async function takeAddress(claim: Key, customerId: string, origin: Origin, linkId: string): Promise<void> {
  const taken = await get(claim);
  if (taken?.customerId === customerId) return;
  const confirmed = say(customerConfirmed, {
    about: customerId,
    effect: `mail:${linkId}`,
    data: { customerId, channel: 'mail' },
  });
  await commit(origin, {
    events: [confirmed],
    changes: [
      create({ ...claim, customerId }, () => problem('email-taken')),
      update(personKey(origin.brand, customerId), { set: { emailConfirmed: true }, when: { exists: ['pk'] } }),
    ],
  });
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
