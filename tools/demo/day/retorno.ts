import type { Stack } from '../../cloud/stack.ts';
import { linkCards } from '../cards.ts';
import { checkDeposits } from './check-deposits.ts';
import { makeDay } from './deposits.ts';
import type { Told } from './story.ts';
import { tellDeposits } from './tell-deposits.ts';

const brand = 'retorno';

/** A day of 60 deposits, by citizens of whom half have linked a card; compared with the sum of what was put in. */
export async function tellRetorno(stack: Stack): Promise<Told> {
  const citizens = stack.people.filter((person) => person.brand === brand);
  const devices = stack.devices.filter((device) => device.brand === brand);
  const cardsOf = await linkCards(stack, citizens.slice(0, citizens.length / 2), 7_000_000_000);
  const day = makeDay({
    seed: 2026,
    deposits: 60,
    machines: devices.map(({ deviceId }) => deviceId),
    customers: citizens.map(({ customerId }) => customerId),
    cards: [...cardsOf.values()].flat(),
    until: new Date(Date.now() - 600_000).toISOString(),
  });
  await tellDeposits(stack, devices, day);
  const { differences, deposits, points, deadLetters } = await checkDeposits(stack, day, citizens, cardsOf);
  return { differences, summary: `${deposits} deposits, ${points} points, ${deadLetters} messages put aside` };
}
