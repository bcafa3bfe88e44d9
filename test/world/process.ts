import { AsyncLocalStorage } from 'node:async_hooks';

/** A run of a function, or of whoever else calls the outside. */
export interface Process {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  alive: boolean;
  /** How many of its calls have no answer yet. While there is none, it computes. */
  waits: number;
}

/** What runs now: of which process a call comes. */
export const processes = new AsyncLocalStorage<Process>();

/** How a call of the product to the outside ends. Those that die leave the caller without an answer, for ever. */
export type Fate =
  | 'answered'
  | 'fails'
  | 'throttled'
  | 'times out'
  | 'done, then times out'
  | 'delayed'
  | 'dies before'
  | 'dies after'
  /** The call is done. Then its caller stands still for `frozenFor` milliseconds, beyond what it may run, and goes on. */
  | 'done, then frozen'
  /** A service refuses it with this error. */
  | Error;

/** Longer than a message that is being handled is hidden from others. */
export const frozenFor = 60_000;

export interface Call {
  readonly process: Process | undefined;
  /** Such as `TransactWrite`. */
  readonly operation: string;
}

/** A call that waits for its end. */
export interface Outgoing<T> {
  readonly process: Process | undefined;
  carryOut(): T | Promise<T>;
  resolve(value: T): void;
  reject(error: unknown): void;
}

/** What tells a process of an answer, unless it died meanwhile. */
export const heard =
  <Args extends readonly unknown[]>(process: Process | undefined, tell: (...args: Args) => void) =>
  (...args: Args): void => {
    if (process !== undefined) {
      if (!process.alive) return;
      process.waits -= 1;
    }
    tell(...args);
  };

/** Carries a call out, and goes on with what it gives. */
export async function carriedOut<T>({ carryOut, reject }: Outgoing<T>, then: (value: T) => void): Promise<void> {
  let value: T;
  try {
    value = await carryOut();
  } catch (error) {
    reject(error);
    return;
  }
  then(value);
}

/** The error of a planned fault. A service that throttles answers, and says so by its status. */
export const planned = (name: string): Error =>
  Object.assign(new Error(`planned: ${name}`), {
    name,
    ...(name === 'ThrottlingException' && { $metadata: { httpStatusCode: 400 } }),
  });
