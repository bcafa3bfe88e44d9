import type { Functions, Outcome } from './functions.ts';
import type { Choice, Part } from './part.ts';
import type { Queues } from './queues.ts';
import type { Scheduler } from './scheduler.ts';

const fiveMinutes = 300_000;

/**
 * The schedule of dead letters, every five minutes. A run is passed over while nothing came since the last one that ended well and
 * told of all it found: it would find nothing new.
 */
export class LettersWatch implements Part {
  readonly #scheduler: Scheduler;
  readonly #functions: Functions;
  readonly #queues: Queues;
  readonly #entry: string;
  #lastAt = 0;
  #running = false;
  /** How many letters had come to lie aside before the last run that left nothing to do. */
  #dealtWith = 0;

  constructor(scheduler: Scheduler, functions: Functions, queues: Queues, entry: string) {
    this.#scheduler = scheduler;
    this.#functions = functions;
    this.#queues = queues;
    this.#entry = entry;
  }

  choices(): Choice[] {
    const due = this.#nextRun();
    if (due === undefined || due > this.#scheduler.now()) return [];
    return [{ label: 'the schedule of dead letters', happen: () => this.#run() }];
  }

  nextAt(): number | undefined {
    const next = this.#nextRun();
    return next !== undefined && next > this.#scheduler.now() ? next : undefined;
  }

  busy = (): boolean => false;

  /** The first full five minutes after the last run, if there is anything to find then. */
  #nextRun(): number | undefined {
    if (this.#running || this.#queues.setAside === this.#dealtWith) return undefined;
    return Math.max(Math.ceil(this.#scheduler.now() / fiveMinutes) * fiveMinutes, this.#lastAt + fiveMinutes);
  }

  #run(): void {
    const { setAside } = this.#queues;
    this.#lastAt = Math.floor(this.#scheduler.now() / fiveMinutes) * fiveMinutes;
    this.#running = true;
    this.#functions.invoke(this.#entry, {}, (outcome) => {
      this.#running = false;
      if (waitingAfter(outcome) === 0) this.#dealtWith = setAside;
    });
  }
}

/** How many letters wait for another run; undefined where it failed. */
const waitingAfter = (outcome: Outcome): number | undefined =>
  outcome !== 'died' && 'value' in outcome ? (outcome.value as { waiting: number }).waiting : undefined;
