import { randomInt, randomUUID } from 'node:crypto';
import type { DeviceHandle, Person, Stack } from '../cloud/stack.ts';
import { productTime, quiet } from '../cloud/time-machine.ts';
import { connectMachine } from './machine.ts';
import { customer } from './visitor.ts';

/**
 * Gives each citizen of a brand a card, numbered from `first` on, and links it as they would: they hold it to a machine, which
 * shows them a code, and send that. Answers the numbers by customer id.
 */
export async function linkCards(
  stack: Stack,
  citizens: readonly Person[],
  first: number,
): Promise<Map<string, string[]>> {
  const cards = citizens.map((person, at) => ({ person, number: String(first + at), code: `${randomInt(1e5, 1e6)}` }));
  const device = stack.devices.find(({ brand }) => brand === citizens[0]?.brand) as DeviceHandle;
  const machine = await connectMachine(stack, device);
  for (const { number, code } of cards) {
    const at = new Date(await productTime(stack)).toISOString();
    const message = { id: randomUUID(), at, sentAt: at, type: 'card-shown', data: { card: number, code } };
    await machine.publish('card-shown', JSON.stringify(message));
  }
  await machine.stop();
  await quiet(stack);
  for (const { person, number, code } of cards) {
    const visitor = await customer(stack, person);
    const { status, body } = await visitor.send('POST', '/api/customers/me/cards', { number, code });
    if (status !== 201) throw new Error(`the card of ${person.username} was not linked: ${JSON.stringify(body)}`);
  }
  return new Map(cards.map(({ person, number }) => [person.customerId, [number]]));
}
