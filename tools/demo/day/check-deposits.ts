/** Compares what citizens see with what the day comes to. */

import type { Person, Stack } from '../../cloud/stack.ts';
import { customer } from '../visitor.ts';
import { sumOf } from './deposit-sum.ts';
import type { Publication } from './deposits.ts';

export interface DayCheck {
  /** What differs, in words; empty where every balance is right. */
  readonly differences: readonly string[];
  readonly deposits: number;
  readonly points: number;
  readonly deadLetters: number;
}

/** `cardsOf` says which card is whose: a citizen's balance is the sum over all of them. */
export async function checkDeposits(
  stack: Stack,
  day: readonly Publication[],
  citizens: readonly Person[],
  cardsOf: ReadonlyMap<string, readonly string[]>,
): Promise<DayCheck> {
  const { earnedBy, deposits, deadLetters } = sumOf(day);
  let total = 0;
  const differences: string[] = [];
  for (const person of citizens) {
    const holders = [person.customerId, ...(cardsOf.get(person.customerId) ?? [])];
    const expected = earnedBy(holders);
    total += expected;
    const visitor = await customer(stack, person);
    const { body } = await visitor.get<{ active: number }>('/api/points/balance');
    if (body.active !== expected)
      differences.push(`${person.username} has ${body.active} points; the day comes to ${expected}`);
  }
  return { differences, deposits, points: total, deadLetters };
}
