import { local } from '../../infra/names.ts';
import { connectClients } from './clients.ts';
import { Functions, type Handler } from './functions.ts';
import { Queues } from './queues.ts';
import { Scheduler } from './scheduler.ts';
import { inhabit } from './surroundings.ts';
import { Table } from './table.ts';

/** The world's table, queues and functions behind the product's clients, for tests of what stands right on them. */
export interface BareWorld {
  readonly scheduler: Scheduler;
  readonly table: Table;
  readonly queues: Queues;
  /** What `work` gives when a function does it; undefined where the function dies over one of its calls. */
  does<T>(work: () => Promise<T>): Promise<T | undefined>;
  /** Lets a function take from the queue `inbox`, whose dead letters lie in `inbox-dead`. */
  reads(handler: Handler): void;
  /** Lets time pass until an instant. */
  until(instant: string): Promise<void>;
}

export function bareWorld({ seed = 1, start = '2026-11-23T11:00:00.000Z' } = {}): BareWorld {
  const scheduler = new Scheduler(seed, Date.parse(start));
  const functions = new Functions(scheduler);
  const table = new Table(scheduler, () => {}, local.tableName);
  const queues = new Queues(scheduler, functions);
  scheduler.adopt(table, queues);
  inhabit(scheduler);
  const secrets = { GetSecretValue: ({ SecretId }: { SecretId: string }) => ({ SecretString: `of ${SecretId}` }) };
  connectClients(scheduler, { ...table.answers(), ...queues.answers(), ...secrets });
  return {
    scheduler,
    table,
    queues,
    async does<T>(work: () => Promise<T>) {
      const ended: ({ value: T } | { error: unknown } | 'died')[] = [];
      scheduler.run({ name: 'work', env: {} }, 900_000, work, (outcome) => ended.push(outcome));
      await scheduler.until(() => ended.length > 0);
      const [outcome] = ended;
      if (outcome === undefined || outcome === 'died') return undefined;
      if ('error' in outcome) throw outcome.error;
      return outcome.value;
    },
    reads(handler) {
      functions.deploy('reader', { handler, timeout: 5_000, env: {} });
      queues.add('inbox', { reader: 'reader' });
    },
    until: (instant) => scheduler.passTo(Date.parse(instant)),
  };
}
