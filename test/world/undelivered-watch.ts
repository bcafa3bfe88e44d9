import type { Bucket } from './bucket.ts';
import type { Functions } from './functions.ts';
import type { Choice, Part } from './part.ts';
import type { Scheduler } from './scheduler.ts';

const fiveMinutes = 300_000;

/** The schedule of what IoT Core could not deliver, every five minutes. A run that would find nothing is passed over. */
export class UndeliveredWatch implements Part {
  readonly #scheduler: Scheduler;
  readonly #functions: Functions;
  readonly #bucket: Bucket;
  readonly #entry: string;
  #lastAt = 0;
  #running = false;

  constructor(scheduler: Scheduler, functions: Functions, bucket: Bucket, entry: string) {
    this.#scheduler = scheduler;
    this.#functions = functions;
    this.#bucket = bucket;
    this.#entry = entry;
  }

  choices(): Choice[] {
    const due = this.#nextRun();
    if (due === undefined || due > this.#scheduler.now()) return [];
    return [{ label: 'the schedule of what was not delivered', happen: () => this.#run() }];
  }

  nextAt(): number | undefined {
    const next = this.#nextRun();
    return next !== undefined && next > this.#scheduler.now() ? next : undefined;
  }

  busy = (): boolean => !this.#bucket.isEmpty;

  #nextRun(): number | undefined {
    if (this.#running || this.#bucket.isEmpty) return undefined;
    return Math.max(Math.ceil(this.#scheduler.now() / fiveMinutes) * fiveMinutes, this.#lastAt + fiveMinutes);
  }

  #run(): void {
    this.#lastAt = Math.floor(this.#scheduler.now() / fiveMinutes) * fiveMinutes;
    this.#running = true;
    this.#functions.invoke(this.#entry, {}, () => {
      this.#running = false;
    });
  }
}
