/**
 * What a month must come to, computed from its sessions alone. It stands apart from the product on purpose: it imports
 * nothing of it, and says in its own words what lies in which bag and what is counted when.
 */
import type { Session, Stretch } from './month.ts';

export interface Grams {
  [material: string]: number;
}

export interface BagSum {
  readonly emptiedAt: string;
  /** What the bag holds: what a scale says of it. */
  readonly carried: Grams;
  /** What is counted with it: without what was told too late, and with what was told too late of the bag before. */
  readonly counted: Grams;
  readonly deposits: number;
  readonly lateDeposits: number;
}

export function bagsOf(month: readonly Stretch[]): BagSum[] {
  const bags = month.map(({ emptiedAt }) => ({
    emptiedAt,
    carried: {} as Grams,
    counted: {} as Grams,
    deposits: 0,
    lateDeposits: 0,
  }));
  for (const session of month.flatMap(({ sessions }) => sessions)) {
    const at = bags.findIndex(({ emptiedAt }) => session.at <= emptiedAt);
    const [bag, next] = [bags[at], bags[at + 1]];
    if (bag === undefined) continue;
    const books = session.told === 'late' ? next : bag;
    if (books === undefined) throw new Error('the month must not end with something late');
    weigh(bag.carried, session);
    weigh(books.counted, session);
    books.deposits += 1;
    if (books !== bag) books.lateDeposits += 1;
  }
  return bags;
}

function weigh(grams: Grams, { items }: Session): void {
  for (const item of items) grams[item.material] = (grams[item.material] ?? 0) + item.grams;
}
