/** Citizens of their own for a story, so that no story sees another's points. */

import type { Person, Stack } from '../../tools/cloud/stack.ts';
import { linkCards } from '../../tools/demo/cards.ts';
import { registerCustomers } from '../../tools/demo/seed.ts';

let registered = 0;

/** Registers so many people; `story` keeps their addresses apart from those of other stories. */
export async function freshCitizens(stack: Stack, story: string, count: number, brand = 'retorno'): Promise<Person[]> {
  const first = registered + 1;
  registered += count;
  return registerCustomers(
    stack,
    Array.from({ length: count }, (_, at) => ({
      brand,
      name: 'Núria',
      email: `${story}-${first + at}@${brand}.example`,
    })),
  );
}

/** A card for each, with numbers that no other story uses. */
export function freshCards(stack: Stack, story: string, people: readonly Person[]): Promise<Map<string, string[]>> {
  const first =
    10_000_000_000 + ([...story].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 1_000_000) * 1_000;
  return linkCards(stack, people, first);
}
