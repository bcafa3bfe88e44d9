/** Where a history takes place: a table, dead letters, and a clock that stands until the history lets it pass. */
import type { Item } from '#layers/table/change.ts';
import { TableWorld } from '../../world/table-world.ts';
import { deadLetters } from './environment.ts';

export interface DeadLetter {
  readonly code: string;
  readonly reason: string;
}

export interface Place {
  /** Lets time pass until an instant, unless it has. */
  passTo(epoch: number): Promise<void>;
  /** Runs a piece of the product. */
  runs<T>(work: () => Promise<T>): Promise<T>;
  /** All items, as they are now; not to be changed. */
  items(): Promise<readonly Item[]>;
  /** What was put aside until now. */
  dead(): readonly DeadLetter[];
  /** Takes it away, where somebody has to. */
  gone?(): Promise<void>;
}

/** A place in the world, with nothing in it. */
export async function inTheWorld(begins: string): Promise<Place> {
  const world = new TableWorld({ seed: 1, start: begins, atOnce: true });
  world.queues.addDead(deadLetters);
  return {
    passTo: async (epoch) => {
      if (epoch > world.scheduler.now()) await world.scheduler.passTo(epoch);
    },
    runs: (work) => world.runs(work),
    items: async () => [...world.table.items()],
    dead: () =>
      world.queues.bodies(deadLetters).map(({ attributes: { code = '', reason = '' } }) => ({ code, reason })),
  };
}
