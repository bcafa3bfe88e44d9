import type { Choice, Part } from './part.ts';
import type { Scheduler } from './scheduler.ts';

/** What a schedule runs, and when there is anything to do for it. */
interface Runs {
  readonly label: string;
  /** Milliseconds between two runs. */
  readonly every: number;
  /** The instant from which a run would find something; undefined where it would find nothing. */
  from(): number | undefined;
  /** Begins a run, and says when it has ended. */
  run(ended: () => void): void;
  busy(): boolean;
}

/** A rule of EventBridge that runs a function every so many minutes, on the full minute. A run that would find nothing is passed over. */
export class Schedule implements Part {
  readonly #scheduler: Scheduler;
  readonly #runs: Runs;
  #lastAt = 0;
  #running = false;

  constructor(scheduler: Scheduler, runs: Runs) {
    this.#scheduler = scheduler;
    this.#runs = runs;
  }

  choices(): Choice[] {
    const next = this.#nextRun();
    if (next === undefined || next > this.#scheduler.now()) return [];
    return [{ label: this.#runs.label, happen: () => this.#run() }];
  }

  nextAt(): number | undefined {
    const next = this.#nextRun();
    return next !== undefined && next > this.#scheduler.now() ? next : undefined;
  }

  busy = (): boolean => this.#runs.busy();

  #nextRun(): number | undefined {
    const { every } = this.#runs;
    const from = this.#running ? undefined : this.#runs.from();
    return from === undefined ? undefined : Math.max(Math.ceil(from / every) * every, this.#lastAt + every);
  }

  #run(): void {
    const { every } = this.#runs;
    this.#lastAt = Math.floor(this.#scheduler.now() / every) * every;
    this.#running = true;
    this.#runs.run(() => {
      this.#running = false;
    });
  }
}
