/** A day told to a cloud for citizens of its own, and what it must come to. */
import { checkDeposits, type DayCheck } from '../../local/day/check-deposits.ts';
import { makeDay, type Publication } from '../../local/day/deposits.ts';
import { tellDeposits } from '../../local/day/tell-deposits.ts';
import type { Person, Stack } from '../../local/stack.ts';
import { productTime } from '../../local/time-machine.ts';
import { freshCards, freshCitizens } from './citizens.ts';

export interface ToldDay {
  readonly day: readonly Publication[];
  /** Compares every citizen's balance with the day's own sum. */
  check(): Promise<DayCheck>;
}

export interface DaySize {
  readonly seed: number;
  readonly deposits: number;
  readonly citizens: number;
}

/** Plans a day for all of retorno's machines; two thirds of the citizens have a card too. `tell` publishes it. */
export async function planDay(
  stack: Stack,
  story: string,
  { seed, deposits, citizens }: DaySize,
): Promise<ToldDay & { tell(): Promise<void> }> {
  const devices = stack.devices.filter(({ brand }) => brand === 'retorno');
  const people: Person[] = await freshCitizens(stack, story, citizens);
  const cardsOf = await freshCards(stack, story, people.slice(0, Math.ceil((citizens * 2) / 3)));
  const day = makeDay({
    seed,
    deposits,
    machines: devices.map(({ deviceId }) => deviceId),
    customers: people.map(({ customerId }) => customerId),
    cards: [...cardsOf.values()].flat(),
    until: new Date((await productTime(stack)) - 600_000).toISOString(),
  });
  return {
    day,
    tell: () => tellDeposits(stack, devices, day),
    check: () => checkDeposits(stack, day, people, cardsOf),
  };
}
