import type { Person, Stack } from '../cloud/stack.ts';
import { customer } from './visitor.ts';

/** Gives each citizen a card, numbered from `first` on, and links it as they would; the numbers by customer id. */
export async function linkCards(
  stack: Stack,
  citizens: readonly Person[],
  first: number,
): Promise<Map<string, string[]>> {
  const cards = new Map<string, string[]>();
  for (const [at, person] of citizens.entries()) {
    const number = String(first + at);
    const visitor = await customer(stack, person);
    const { status, body } = await visitor.send('POST', '/api/customers/me/cards', { number });
    if (status !== 201) throw new Error(`the card of ${person.username} was not linked: ${JSON.stringify(body)}`);
    cards.set(person.customerId, [number]);
  }
  return cards;
}
