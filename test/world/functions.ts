import type { Context } from 'aws-lambda';
import type { Scheduler } from './scheduler.ts';

/** A function as Lambda calls it. */
export type Handler = (event: unknown, context: Context) => Promise<unknown>;

export type Outcome = { readonly value: unknown } | { readonly error: unknown } | 'died';

interface Deployed {
  readonly handler: Handler;
  readonly env: Readonly<Record<string, string>>;
  readonly timeout: number;
}

/** The product's functions, each with an environment of its own, as many runs of them at once as are asked for. */
export class Functions {
  readonly #scheduler: Scheduler;
  /** By their names, such as `points/on-event`. */
  readonly deployed = new Map<string, Deployed>();
  #runs = 0;

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  deploy(name: string, deployed: Deployed): void {
    this.deployed.set(name, deployed);
  }

  /** Begins a run; `ended` is told how it ended. */
  invoke(name: string, event: unknown, ended: (outcome: Outcome) => void): void {
    const deployed = this.deployed.get(name);
    if (deployed === undefined) throw new Error(`there is no function ${name}`);
    this.#runs += 1;
    const process = { name: `${name}(${this.#runs})`, env: deployed.env };
    const context = { awsRequestId: `run-${this.#runs}`, functionName: name } as Context;
    this.#scheduler.run(process, deployed.timeout, async () => deployed.handler(copyOf(event), context), ended);
  }
}

/** What travels between services is text: nobody shares an object with another. */
const copyOf = (event: unknown): unknown => (event === undefined ? undefined : JSON.parse(JSON.stringify(event)));
