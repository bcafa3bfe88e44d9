/** A history while it is told: to which product and where, and what was found there so far. */
import type { Ledger } from './invariants.ts';
import { instant, type Stage } from './product.ts';
import type { World } from './world.ts';

export interface Told extends Stage {
  readonly world: World;
  readonly ledger: Ledger;
}

/** A line of the history as it went, for whoever must understand what went wrong. */
export const say = ({ world }: Told, text: string): void => {
  world.lines.push(`${instant(world.now)}  ${text}`);
};
