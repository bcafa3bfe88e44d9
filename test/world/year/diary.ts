import type { Publication } from '../../../tools/demo/day/deposits.ts';

/** What people did, written down apart from the product, to be compared with what it made of it. */
export class Diary {
  /** What machines published of people they know, as the sum of a day reads it. */
  readonly publications: Publication[] = [];
  /** The grams that lie in each machine's bin and were not collected yet, and all that was ever thrown in. */
  readonly bins = new Map<string, { inside: Map<string, number>; thrownIn: number; deposits: number }>();
  /** Whose which card is. */
  readonly cards = new Map<string, string>();
  /** What was promised a customer and must have ended well: cases by id. */
  readonly cases = new Map<string, { readonly brand: string; readonly customerId: string }>();

  cardsOf = (customerId: string): string[] =>
    [...this.cards].flatMap(([card, whose]) => (whose === customerId ? [card] : []));

  throwsIn(machine: string, items: readonly { material: string; grams: number }[]): void {
    const bin = this.bins.get(machine) ?? { inside: new Map<string, number>(), thrownIn: 0, deposits: 0 };
    this.bins.set(machine, bin);
    bin.deposits += 1;
    for (const { material, grams } of items) {
      bin.inside.set(material, (bin.inside.get(material) ?? 0) + grams);
      bin.thrownIn += grams;
    }
  }

  /** The bag is taken out: what it holds. */
  empties(machine: string): { material: string; grams: number }[] {
    const bin = this.bins.get(machine);
    const bag = [...(bin?.inside ?? [])].map(([material, grams]) => ({ material, grams }));
    bin?.inside.clear();
    return bag;
  }
}
