import { customerLinked } from '#events/customers/customer.linked.ts';
import type { cardShown } from '#events/devices/card.shown.ts';
import type { EventOf } from '#events/event.ts';
import { personKey } from '#layers/published/customers/person.ts';
import { cardAccount, cardCodeHash } from '#layers/runtime/identifier.ts';
import { type Change, create, type Key, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import { lastWins } from '#layers/table/last-wins.ts';
import { counted, countTry, type Limit } from '#layers/table/limit.ts';
import type { Origin } from '#layers/table/origin.ts';
import { days, type Instant, later, minutes } from '#layers/time/clock.ts';
import { problem } from './problems.ts';

/** So many cards are one customer's at most: what concerns all of their accounts is one transaction. */
const mostCards = 20;

/** So long a code is good after it was shown. */
const goodFor = minutes(10);

/** So many codes of six digits may be tried for each that a machine shows: one in 200,000 thieves guesses right. */
const mostTries = 5;

/** So many codes a customer may send, right or wrong, for any card. */
const ofCustomer: readonly Limit[] = [
  { most: 5, each: 'minute' },
  { most: 10, each: 'hour' },
  { most: 20, each: 'day' },
];

/** A card as its owner sees it. */
export interface Card {
  readonly last4: string;
  readonly since: Instant;
}

/** The code that a machine showed last for a card, and how many were tried since. */
const shownKey = (brand: string, accountId: string): Key => ({ ...personKey(brand, accountId), sk: 'shown' });

/** What lies there goes by itself after so long. */
const forgottenAt = (at: Instant): number => Math.ceil(Date.parse(later(at, days(2))) / 1000);

/** Keeps the code that a machine shows for a card. Only the newest is good, whatever the order in which they are heard. */
export async function keepCode({ brand, data }: EventOf<typeof cardShown>): Promise<void> {
  const { accountId, shownAt, codeHash } = data;
  await lastWins(
    shownKey(brand, accountId),
    { shownAt },
    { set: { codeHash, goodUntil: later(shownAt, goodFor), tries: 0, ttl: forgottenAt(shownAt) } },
  );
}

/**
 * Links a card to a customer, with all it has earned before, by the code that a machine showed for it. A card is one person's
 * only. Throws `tried-too-often`; `card-code-wrong` where the code is another's, used, over or was tried too often, which tells
 * nothing of the card; and by a right code `card-taken`, `card-linked`, `too-many-cards`.
 */
export async function linkCard(
  origin: Origin,
  customerId: string,
  { number, code }: { number: string; code: string },
): Promise<Card> {
  const { brand, cause } = origin;
  const accountId = await cardAccount(brand, number);
  const codeHash = await cardCodeHash(brand, number, code);
  await countTry(origin, [
    ...counted(`customers#${brand}#tries#${customerId}`, 'card', ofCustomer, () => problem('tried-too-often')),
    update(shownKey(brand, accountId), { add: { tries: 1 }, set: { ttl: forgottenAt(cause.time) } }),
  ]);
  const card = { last4: number.slice(-4), since: cause.time };
  const { answer } = await commit(origin, {
    events: [linked(customerId, accountId)],
    changes: [
      // Judged first: who has no code learns nothing of the card.
      update(shownKey(brand, accountId), {
        remove: ['codeHash'],
        when: { equals: { codeHash }, atLeast: { goodUntil: cause.time }, below: { tries: mostTries + 1 } },
        orElse: () => problem('card-code-wrong'),
      }),
      create({ ...personKey(brand, accountId), customerId }, (stored) =>
        problem(stored?.customerId === customerId ? 'card-linked' : 'card-taken'),
      ),
      ...cardOf(brand, customerId, accountId, card),
    ],
    answer: card,
  });
  return answer;
}

/** The event that a card is a customer's. */
export const linked = (customerId: string, accountId: string, more: { givenBack?: true } = {}) =>
  say(customerLinked, { about: customerId, effect: accountId, data: { customerId, kind: 'card', accountId, ...more } });

/** The changes that put a card among a customer's. They fail with `too-many-cards`, and with `not-found` where nobody has the id. */
export const cardOf = (brand: string, customerId: string, accountId: string, card: Card): Change[] => [
  create({ ...cardKey(brand, customerId, accountId), ...card }),
  update(personKey(brand, customerId), {
    add: { cards: 1 },
    when: { exists: ['name'], below: { cards: mostCards } },
    orElse: (stored) => problem(stored?.name === undefined ? 'not-found' : 'too-many-cards'),
  }),
];

export const cardKey = (brand: string, customerId: string, accountId: string): Key => ({
  pk: personKey(brand, customerId).pk,
  sk: `card#${accountId}`,
});
