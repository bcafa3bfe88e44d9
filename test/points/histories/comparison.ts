/** After a command: what each customer sees, and what lies in the table, is what the reference and the invariants say. */
import type { Item } from '#layers/table/change.ts';
import type { Command } from './histories.ts';
import { demandBalanced, demandHeld, heldIn, observe } from './invariants.ts';
import { asked, instant } from './product.ts';
import { balanceOf } from './reference.ts';
import { beginningOf, daysIn, daysLater } from './reference-calendar.ts';
import type { Told } from './stage.ts';
import { type Brand, cards, customers } from './world.ts';

/** Throws where anything differs. */
export async function compared(all: Told, command: Command): Promise<void> {
  const { world, place, ledger } = all;
  await place.passTo(world.now);
  const anywhere = command.do === 'birthday' || command.do === 'move' || command.do === 'wait';
  const touched = anywhere ? world.brands : [world.brands[command.second ? 1 : 0]];
  const items = await place.items();
  const brands = touched.map(({ id }) => id);
  observe(ledger, items, brands);
  demandHeld(ledger, items);
  for (const brand of touched) for (const customer of customers) await sees(all, brand, customer, items);
}

async function sees(all: Told, { id: brand, books }: Brand, customer: string, items: readonly Item[]): Promise<void> {
  const { world, ledger } = all;
  const expected = JSON.stringify(balanceOf(books, customer, world.now));
  const { status, body } = await asked(all, { brand, path: '/api/points/balance', by: customer });
  const { asOf, ...seen } = body;
  if (status !== 200 || asOf !== instant(world.now) || JSON.stringify(seen) !== expected) {
    throw new Error(`${brand} ${customer}: expected ${expected}, got ${JSON.stringify(seen)}`);
  }
  if (books.figures.purchases.refunds !== 'negative' && seen.active < 0)
    throw new Error(`I3: ${customer} has ${seen.active}`);
  const accounts = [customer, ...cards.filter((card) => books.cards.get(card) === customer)];
  const over = heldIn(items, brand, accounts, (lot) => ended(lot, world.now));
  demandBalanced(ledger, { brand, accounts }, { ...seen, over });
}

/** `2027-11@Europe/Madrid` is over when November 2027 has ended there. */
function ended(lot: string, now: number): boolean {
  const [month = '', zone = ''] = lot.split('@');
  const [year = 0, number = 0] = month.split('-').map(Number);
  return beginningOf(daysLater({ year, month: number, day: daysIn(year, number) }, 1), zone) <= now;
}
