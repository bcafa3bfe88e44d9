import type { PutEventsCommandInput } from '@aws-sdk/client-eventbridge';
import type { Queues } from './queues.ts';
import type { Scheduler } from './scheduler.ts';

/** A rule of the bus: events of these types go to this queue. */
export interface Rule {
  readonly types: ReadonlySet<string>;
  readonly queue: string;
}

/** The event bus: each rule puts what matches into its queue, now and then twice, as EventBridge promises no better. */
export class Bus {
  readonly #scheduler: Scheduler;
  readonly #queues: Queues;
  readonly #rules: readonly Rule[];
  #put = 0;

  constructor(scheduler: Scheduler, queues: Queues, rules: readonly Rule[]) {
    this.#scheduler = scheduler;
    this.#queues = queues;
    this.#rules = rules;
  }

  putEvents({ Entries = [] }: PutEventsCommandInput): object {
    if (Entries.length === 0 || Entries.length > 10)
      throw Object.assign(new Error('1 to 10 entries'), { name: 'ValidationException' });
    for (const { Source = '', DetailType = '', Detail = '' } of Entries) {
      this.#put += 1;
      const time = new Date(this.#scheduler.now()).toISOString();
      const envelope = {
        version: '0',
        id: `b-${this.#put}`,
        source: Source,
        'detail-type': DetailType,
        time,
        region: 'eu-west-1',
      };
      const body = JSON.stringify({ ...envelope, account: '000000000000', resources: [], detail: JSON.parse(Detail) });
      for (const { types, queue } of this.#rules) {
        if (!Source.startsWith('vuelta/') || !types.has(DetailType)) continue;
        for (let copies = this.#scheduler.chance(0.01) ? 2 : 1; copies > 0; copies--) this.#queues.put(queue, body);
      }
    }
    return { FailedEntryCount: 0, Entries: Entries.map(() => ({ EventId: `b-${this.#put}` })) };
  }
}
