import { customerUnlinked } from '#events/customers/customer.unlinked.ts';
import { personKey } from '#layers/published/customers/person.ts';
import { cardAccount } from '#layers/runtime/identifier.ts';
import { create, remove, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { get } from '#layers/table/read.ts';
import { retryOnConflict } from '#layers/table/retry-on-conflict.ts';
import { type Card, cardKey, cardOf, linked } from './cards.ts';
import { problem } from './problems.ts';

/**
 * Gives a card to the customer whose it is, from the one who has linked it. What the card earned goes with it, and so does what
 * was spent of that: no entry moves. Why it was done stands beside the card, for colleagues. Throws `card-unlinked`,
 * `card-theirs`, `too-many-cards`, `not-found`.
 */
export async function giveBack(
  origin: Origin,
  customerId: string,
  { number, note }: { number: string; note: string },
): Promise<Card> {
  const { brand, cause, actor } = origin;
  const accountId = await cardAccount(brand, number);
  const card = { last4: number.slice(-4), since: cause.time };
  return retryOnConflict(async () => {
    const holder = await get<{ customerId: string }>(personKey(brand, accountId));
    if (holder === undefined) throw problem('card-unlinked');
    const { customerId: from } = holder;
    if (from === customerId) throw problem('card-theirs');
    const unlinked = say(customerUnlinked, {
      about: from,
      effect: accountId,
      data: { customerId: from, kind: 'card', accountId },
    });
    const { pk } = personKey(brand, accountId);
    const { answer } = await commit(origin, {
      events: [unlinked, linked(customerId, accountId, { givenBack: true })],
      changes: [
        update(personKey(brand, accountId), { set: { customerId }, when: { equals: { customerId: from } } }),
        remove(cardKey(brand, from, accountId)),
        update(personKey(brand, from), { add: { cards: -1 } }),
        ...cardOf(brand, customerId, accountId, card),
        create({ pk, sk: `given-back#${cause.time}`, from, to: customerId, by: actor.id, note }),
      ],
      answer: card,
    });
    return answer;
  });
}
