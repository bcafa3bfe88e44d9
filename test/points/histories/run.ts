/** Tells many histories, and finds the smallest one that goes wrong. */
import fc from 'fast-check';
import { tell } from './driver.ts';
import { histories } from './histories.ts';
import type { Place } from './place.ts';
import type { Product } from './product.ts';

export interface Told {
  readonly histories: number;
  readonly commands: number;
  readonly seed: number;
  /** The smallest history found that goes wrong, what goes wrong in it, and how to see it again. */
  readonly broken?: string;
}

export interface Telling {
  readonly product: Product;
  /** A place with nothing in it, for each history. */
  readonly place: (begins: string) => Promise<Place>;
  readonly runs: number;
  readonly seed: number;
  /** How many commands a history has at most. */
  readonly longest?: number;
  /** Only this one of the seed's histories, counted from 0; where it goes wrong, no smaller one is looked for. */
  readonly only?: number;
}

export async function tellMany(telling: Telling): Promise<Told> {
  const { product, place, runs, seed, longest, only } = telling;
  const counted = { histories: 0, commands: 0 };
  const property = fc.asyncProperty(histories(longest), async (history) => {
    const here = await place(history.begins);
    try {
      await tell(history, { product, place: here });
    } finally {
      await here.gone?.();
    }
    counted.histories += 1;
    counted.commands += history.commands.length;
  });
  const found = await fc.check(property, {
    numRuns: runs,
    seed,
    ...(only !== undefined && { path: String(only), endOnFailure: true }),
  });
  const { message = '' } = (found.errorInstance ?? {}) as Partial<Error>;
  if (!found.failed) return { ...counted, seed };
  return { ...counted, seed, broken: `seed ${seed}, path ${found.counterexamplePath}:\n${message}` };
}
