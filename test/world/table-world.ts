import '../support/environment.ts';
import type { Item } from '#layers/table/change.ts';
import { connectClients } from './clients.ts';
import { runs } from './runs.ts';
import { Scheduler } from './scheduler.ts';
import { inhabit } from './surroundings.ts';
import { Table } from './table.ts';

/** An instant, and what lies in the table then. */
export interface Standing {
  readonly start: string;
  readonly items?: readonly Item[];
}

/**
 * A world of nothing but its table, for what is proved of the product's transactions by themselves, thousands of times: no
 * stream, no queue and no timer does anything in it, and time stands until somebody lets it pass. Each transaction lets go of
 * its items one by one, as that is where races hide.
 */
export class TableWorld {
  readonly scheduler: Scheduler;
  readonly table: Table;

  constructor({ seed, start, items = [] }: { readonly seed: number } & Standing) {
    this.scheduler = new Scheduler(seed, Date.parse(start));
    this.table = new Table(this.scheduler, () => {}, 1);
    for (const Item of items) this.table.put({ TableName: '', Item });
    this.scheduler.adopt(this.table);
    inhabit(this.scheduler);
    connectClients(this.scheduler, this.table.answers());
  }

  /** Runs a piece of the product as a process of its own. */
  runs<T>(work: () => Promise<T>): Promise<T> {
    return runs(this.scheduler, work);
  }

  /** How it stands, so that another world can begin from there. */
  get standing(): Standing {
    return { start: new Date(this.scheduler.now()).toISOString(), items: [...this.table.items()] };
  }

  /** Lets time pass until an instant. */
  passTo(instant: string): Promise<void> {
    return this.scheduler.passTo(Date.parse(instant));
  }
}
