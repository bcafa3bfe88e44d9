import type { Item } from '#layers/table/change.ts';
import { local } from '../../infra/names.ts';
import { connectClients } from './clients.ts';
import { Functions } from './functions.ts';
import { Queues } from './queues.ts';
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
 * stream, no reader and no timer does anything in it, and time stands until somebody lets it pass. Its queues are those of dead
 * letters that a test makes. Transactions let go of their items one by one, as that is where races hide, or `atOnce` where
 * nothing happens beside them.
 */
export class TableWorld {
  readonly scheduler: Scheduler;
  readonly table: Table;
  readonly queues: Queues;

  constructor({
    seed,
    start,
    items = [],
    atOnce = false,
  }: Standing & { readonly seed: number; readonly atOnce?: boolean }) {
    this.scheduler = new Scheduler(seed, Date.parse(start));
    this.table = new Table(this.scheduler, () => {}, local.tableName, atOnce ? 0 : 1);
    for (const Item of items) this.table.put({ TableName: local.tableName, Item });
    this.scheduler.adopt(this.table);
    this.queues = new Queues(this.scheduler, new Functions(this.scheduler));
    inhabit(this.scheduler);
    const { table, queues } = this;
    connectClients(this.scheduler, {
      ...table.answers(),
      SendMessage: queues.send.bind(queues),
      ChangeMessageVisibility: queues.hide.bind(queues),
      GetSecretValue: ({ SecretId }: { SecretId: string }) => ({ SecretString: `of ${SecretId}` }),
    });
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
