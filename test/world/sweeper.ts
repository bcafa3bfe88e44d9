import type { Functions } from './functions.ts';
import type { Choice, Part } from './part.ts';
import type { Scheduler } from './scheduler.ts';
import type { Table } from './table.ts';

const minute = 60_000;

/** The schedule of each minute. A minute in which no timer is due is passed over: the sweeper would find nothing. */
export class Sweeper implements Part {
  readonly #scheduler: Scheduler;
  readonly #functions: Functions;
  readonly #table: Table;
  readonly #entry: string;
  #lastAt = 0;
  #sweeping = false;

  constructor(scheduler: Scheduler, functions: Functions, table: Table, entry: string) {
    this.#scheduler = scheduler;
    this.#functions = functions;
    this.#table = table;
    this.#entry = entry;
  }

  choices(): Choice[] {
    const due = this.#nextMinute();
    if (this.#sweeping || due === undefined || due > this.#scheduler.now()) return [];
    return [{ label: 'the schedule of the minute', happen: () => this.#sweep() }];
  }

  nextAt(): number | undefined {
    const next = this.#nextMinute();
    return next !== undefined && next > this.#scheduler.now() ? next : undefined;
  }

  busy = (): boolean => false;

  /** The first full minute, after the last sweep's, at which a timer is due. */
  #nextMinute(): number | undefined {
    const first = this.#table.firstIn('due');
    if (first === undefined) return undefined;
    return Math.max(Math.ceil(Date.parse(first) / minute) * minute, this.#lastAt + minute);
  }

  #sweep(): void {
    this.#lastAt = Math.floor(this.#scheduler.now() / minute) * minute;
    this.#sweeping = true;
    this.#functions.invoke(this.#entry, {}, () => {
      this.#sweeping = false;
    });
  }
}
