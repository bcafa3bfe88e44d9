import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Item, Key } from '#layers/table/change.ts';
import type { Functions } from './functions.ts';
import type { Choice, Part } from './part.ts';
import type { Scheduler } from './scheduler.ts';

interface Shard {
  readonly name: string;
  records: DynamoDBRecord[];
  reading: boolean;
  /** Halved by each batch that fails, as the delivery bisects; whole again after one that passes. */
  most: number;
  failures: number;
  restsUntil: number;
}

/** The table's stream, as its delivery to the outbox is set up: event items only, in order by partition, failures again. */
export class OutboxStream implements Part {
  readonly #scheduler: Scheduler;
  readonly #functions: Functions;
  readonly #reader: string;
  readonly #shards: Shard[] = ['a', 'b'].map((name) => ({
    name,
    records: [],
    reading: false,
    most: 100,
    failures: 0,
    restsUntil: 0,
  }));
  #written = 0;

  constructor(scheduler: Scheduler, functions: Functions, reader: string) {
    this.#scheduler = scheduler;
    this.#functions = functions;
    this.#reader = reader;
  }

  written = (eventName: 'INSERT' | 'MODIFY' | 'REMOVE', { pk, sk }: Key, image: Item | undefined): void => {
    if (!pk.startsWith('event#')) return;
    this.#written += 1;
    const shard = this.#shards[[...pk].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 2] as Shard;
    shard.records.push({
      eventID: `s-${this.#written}`,
      eventName,
      dynamodb: {
        Keys: { pk: { S: pk }, sk: { S: sk } },
        SequenceNumber: String(this.#written),
        ...(image && { NewImage: marshall(image, { removeUndefinedValues: true }) as never }),
      },
    });
  };

  /** Nobody reads what was written until now. */
  forget(): void {
    for (const shard of this.#shards) shard.records = [];
  }

  choices(): Choice[] {
    const now = this.#scheduler.now();
    const ready = this.#shards.filter(
      ({ records, reading, restsUntil }) => !reading && records.length > 0 && restsUntil <= now,
    );
    return ready.map((shard) => ({ label: `stream ${shard.name} delivers`, happen: () => this.#deliver(shard) }));
  }

  nextAt(): number | undefined {
    const now = this.#scheduler.now();
    const ahead = this.#shards.filter(({ records, restsUntil }) => records.length > 0 && restsUntil > now);
    return ahead.length === 0 ? undefined : Math.min(...ahead.map(({ restsUntil }) => restsUntil));
  }

  busy = (): boolean => this.#shards.some(({ records }) => records.length > 0);

  #deliver(shard: Shard): void {
    const size = Math.min(shard.most, 1 + Math.floor(this.#scheduler.random() * shard.records.length));
    const batch = shard.records.slice(0, size);
    shard.reading = true;
    this.#functions.invoke(this.#reader, { Records: batch }, (outcome) => {
      shard.reading = false;
      if (outcome !== 'died' && 'value' in outcome) {
        shard.records.splice(0, size);
        Object.assign(shard, { most: 100, failures: 0 });
        return;
      }
      shard.failures += 1;
      shard.most = Math.max(1, Math.floor(size / 2));
      shard.restsUntil = this.#scheduler.now() + Math.min(60_000, 500 * 2 ** shard.failures);
    });
  }
}
