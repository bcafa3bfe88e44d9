/** How people come to have a card among theirs: a machine shows them a code while they hold it there. */
import type { Answer, Visitor } from '../../tools/demo/visitor.ts';
import type { Device, Driver } from './driver.ts';

export const cardsRoute = '/api/customers/me/cards';

/** A number that no other card of any story has. */
export const freshCard = (): string =>
  [...crypto.getRandomValues(new Uint8Array(15))].map((byte) => byte % 10).join('');

/** Somebody holds a card to a machine, and reads the code that it shows. */
export async function codeShown(here: Driver, machine: Device, card: string): Promise<string> {
  const code = String(100_000 + ((crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % 900_000));
  await machine.says('card-shown', { card, code });
  await here.quiet();
  return code;
}

/** Somebody holds a card to a machine and links it by the code. */
export async function linkCard(
  here: Driver,
  machine: Device,
  me: Visitor,
  number: string,
): Promise<Answer<{ code?: string }>> {
  return me.send('POST', cardsRoute, { number, code: await codeShown(here, machine, number) });
}
