import type { PutEventsCommandInput, PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Queues } from './queues.ts';
import type { Scheduler } from './scheduler.ts';

/** A rule of the bus: events of these types, and where it says so of these brands, go to this queue, as messages of a group. */
export interface Rule {
  readonly types: ReadonlySet<string>;
  /** As a pattern of EventBridge has it. */
  readonly brand?: readonly (string | { readonly 'anything-but': readonly string[] })[];
  readonly group?: string | undefined;
  readonly queue: string;
}

/** The event bus: each rule puts what matches into its queue, now and then twice, as EventBridge promises no better. */
export class Bus {
  readonly #scheduler: Scheduler;
  readonly #queues: Queues;
  readonly rules: readonly Rule[];
  #put = 0;

  constructor(scheduler: Scheduler, queues: Queues, rules: readonly Rule[]) {
    this.#scheduler = scheduler;
    this.#queues = queues;
    this.rules = rules;
  }

  /** What it answers, by the name of the SDK's command. */
  answers() {
    return { PutEvents: this.putEvents.bind(this) };
  }

  putEvents({ Entries = [] }: PutEventsCommandInput): object {
    if (Entries.length === 0 || Entries.length > 10 || weightOf(Entries) > mostBytes)
      throw Object.assign(new Error('1 to 10 entries'), { name: 'ValidationException' });
    const results = Entries.map((entry) => {
      const ErrorCode = wrongWith(entry);
      return ErrorCode === undefined ? { EventId: this.#publish(entry) } : { ErrorCode, ErrorMessage: ErrorCode };
    });
    return { FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries: results };
  }

  #publish({ Source = '', DetailType = '', Detail = '' }: PutEventsRequestEntry): string {
    this.#put += 1;
    const id = `b-${this.#put}`;
    const time = `${new Date(this.#scheduler.now()).toISOString().slice(0, 19)}Z`;
    const body = JSON.stringify({
      version: '0',
      id,
      'detail-type': DetailType,
      source: Source,
      account: '000000000000',
      time,
      region: 'eu-west-1',
      resources: [],
      detail: JSON.parse(Detail),
    });
    const { brand } = JSON.parse(Detail) as { brand?: unknown };
    for (const { types, queue, group, ...rule } of this.rules) {
      if (!Source.startsWith('vuelta/') || !types.has(DetailType) || !takes(rule, brand)) continue;
      for (let copies = this.#scheduler.chance(0.01) ? 2 : 1; copies > 0; copies--)
        this.#queues.put(queue, body, { group });
    }
    return id;
  }
}

const takes = ({ brand: wanted }: Pick<Rule, 'brand'>, brand: unknown): boolean =>
  wanted === undefined ||
  (brand !== undefined &&
    wanted.some((each) =>
      typeof each === 'string' ? each === brand : !each['anything-but'].some((but) => but === brand),
    ));

/** All entries of a request together weigh no more. */
const mostBytes = 256 * 1024;

const weightOf = (entries: readonly PutEventsRequestEntry[]): number =>
  entries.reduce(
    (sum, { Source, DetailType, Detail }) => sum + Buffer.byteLength(`${Source}${DetailType}${Detail}`),
    0,
  );

/** Why an entry is not taken; undefined where it is. */
function wrongWith({ Source = '', DetailType = '', Detail = '' }: PutEventsRequestEntry): string | undefined {
  if (Source === '' || DetailType === '' || Detail === '') return 'InvalidArgument';
  try {
    const detail: unknown = JSON.parse(Detail);
    return typeof detail === 'object' && detail !== null && !Array.isArray(detail) ? undefined : 'MalformedDetail';
  } catch {
    return 'MalformedDetail';
  }
}
