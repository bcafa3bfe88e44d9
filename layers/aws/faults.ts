import { seeded } from './seeded.ts';

/** How a call to AWS can go wrong. `applied-then-time-out`: it was done, and the answer never came. */
export type Fault = 'fail' | 'time-out' | 'applied-then-time-out' | 'throttle' | 'delay' | 'kill';

/** Which share of calls fail, in which ways; `seed` makes the sequence of a process repeatable. */
export interface FaultPlan {
  readonly rate: number;
  readonly seed: number;
  readonly kinds: readonly Fault[];
}

let plan: FaultPlan | undefined;
let followed = '';
let random = Math.random;

/**
 * Starts, suspends (`undefined`) or changes the faults of this process. A plan that is taken up again goes on where it was,
 * else every invocation of a process would fail at the same calls. Only outside production, where `TEST_FAULTS` is on.
 */
export function planFaults(next: FaultPlan | undefined): void {
  plan = next;
  if (next === undefined || JSON.stringify(next) === followed) return;
  followed = JSON.stringify(next);
  random = seeded(next.seed + process.pid);
}

/** Puts the fault seam into a client, outside its own retries, where the stage asks for one. */
export function withFaults<Client extends { middlewareStack: { add: (middleware: never, options: never) => void } }>(
  client: Client,
): Client {
  if (process.env.TEST_FAULTS !== 'on') return client;
  const seam = (next: (args: unknown) => Promise<unknown>) => (args: unknown) => faulty(() => next(args));
  client.middlewareStack.add(seam as never, { step: 'initialize', name: 'faults' } as never);
  return client;
}

async function faulty(call: () => Promise<unknown>): Promise<unknown> {
  if (plan === undefined || random() >= plan.rate) return call();
  const kind = plan.kinds[Math.floor(random() * plan.kinds.length)];
  switch (kind) {
    case 'fail':
      throw named('InternalServerError');
    case 'throttle':
      throw named('ThrottlingException');
    case 'time-out':
      throw named('TimeoutError');
    case 'applied-then-time-out':
      await call();
      throw named('TimeoutError');
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, 300));
      return call();
    case 'kill':
      if (random() < 0.5) await call();
      process.kill(process.pid, 'SIGKILL');
      return new Promise(() => {});
    default:
      return call();
  }
}

function named(name: string): Error {
  const error = new Error(`planned fault: ${name}`);
  error.name = name;
  return error;
}
