import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type {
  BatchGetCommandInput,
  DeleteCommandInput,
  GetCommandInput,
  PutCommandInput,
  QueryCommandInput,
  ScanCommandInput,
  TransactWriteCommandInput,
  UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Item, Key } from '#layers/table/change.ts';
import { indexes } from '#layers/table/read.ts';
import { copy, holds, invalid, outcome, type Step, type Words } from './expressions.ts';
import type { Part } from './part.ts';
import type { Scheduler } from './scheduler.ts';
import { type Lag, TableIndex } from './table-index.ts';
import { TablePartition } from './table-partition.ts';

/** What the table's stream is told: an item that was put where none was, or in the place of another, or taken away. */
export type Written = (kind: 'INSERT' | 'MODIFY' | 'REMOVE', key: Key, image: Item | undefined) => void;

/** One answer of DynamoDB holds so many bytes of items, and leaves the rest to the next. */
const megabyte = 1_048_576;

/**
 * The single table, as DynamoDB documents it: conditions, transactions that are all or nothing and conflict, batches that
 * may be answered in part, answers cut at 1 MB, and three indexes that lag behind. Now and then, as the seed says, a
 * transaction lets go of its items one by one, as the real one does, so that others see some of them changed already.
 */
export class Table implements Part {
  readonly #scheduler: Scheduler;
  readonly #written: Written;
  readonly #partitions = new Map<string, TablePartition>();
  readonly #indexes: Readonly<Record<string, TableIndex>>;
  readonly #held = new Set<string>();

  constructor(scheduler: Scheduler, written: Written) {
    this.#scheduler = scheduler;
    this.#written = written;
    const lag: Lag = () => (scheduler.chance(0.2) ? Math.ceil(scheduler.random() * 2_000) : 0);
    this.#indexes = Object.fromEntries(
      Object.entries(indexes).map(([name, sort]) => [name, new TableIndex(`${name}Pk`, sort, scheduler.now, lag)]),
    );
  }

  choices = () => [];
  nextAt = (): number | undefined => {
    const ahead = Object.values(this.#indexes).flatMap((index) => index.nextAt() ?? []);
    return ahead.length === 0 ? undefined : Math.min(...ahead);
  };
  busy = (): boolean => Object.values(this.#indexes).some((index) => index.nextAt() !== undefined);

  /** Every item, for what looks at the world from outside. */
  *items(): Iterable<Item> {
    for (const partition of this.#partitions.values()) yield* partition.inOrder();
  }

  at = ({ pk, sk }: Key): Item | undefined => this.#partitions.get(pk)?.get(sk);

  /** When the first timer is due, lagging or not. */
  firstIn = (index: keyof typeof indexes): string | undefined => this.#indexes[index]?.first();

  get({ Key }: GetCommandInput): { Item?: Item } {
    placeOf(Key as unknown as Key);
    return { Item: copy(this.at(Key as unknown as Key)) };
  }

  batchGet({ RequestItems = {} }: BatchGetCommandInput): object {
    const [[table, { Keys }]] = Object.entries(RequestItems) as unknown as [[string, { Keys: Key[] }]];
    if (Keys.length === 0 || Keys.length > 100) throw invalid('a batch has 1 to 100 keys');
    if (new Set(Keys.map(placeOf)).size < Keys.length) throw invalid('Provided list of item keys contains duplicates');
    const partly = Keys.length > 1 && this.#scheduler.chance(0.03);
    const answered = partly ? Keys.slice(0, Math.ceil(Keys.length / 2)) : Keys;
    const found = answered.map((key) => copy(this.at(key))).filter((item) => item !== undefined);
    const left = Keys.slice(answered.length);
    return { Responses: { [table]: found }, UnprocessedKeys: left.length > 0 ? { [table]: { Keys: left } } : {} };
  }

  query(input: QueryCommandInput): object {
    const { IndexName, KeyConditionExpression, ScanIndexForward = true, Limit, ConsistentRead, ...words } = input;
    if (IndexName !== undefined && ConsistentRead)
      throw invalid('Consistent reads are not supported on global secondary indexes');
    const index = IndexName === undefined ? undefined : this.#indexes[IndexName];
    if (IndexName !== undefined && index === undefined) throw invalid('The table does not have the specified index');
    const wanted = equalTo(index?.partitionKey ?? 'pk', KeyConditionExpression, words);
    const among = index === undefined ? (this.#partitions.get(wanted)?.inOrder() ?? []) : index.inOrder(wanted);
    const ordered = ScanIndexForward ? among : [...among].reverse();
    const from = after(ordered, input.ExclusiveStartKey as Key | undefined);
    const found = from.filter((item) => holds(KeyConditionExpression, item, words));
    return page(found, Limit, index && [index.partitionKey, index.sortKey], input, words);
  }

  scan(input: ScanCommandInput): object {
    const { ExclusiveStartKey, Limit, ...words } = input;
    const all = [...this.items()];
    return page(after(all, ExclusiveStartKey as Key | undefined), Limit, undefined, input, words);
  }

  /** Outside a transaction; tools and tests use it, the product does so only to take marks of test stages away. */
  put({ Item, ConditionExpression, ...words }: PutCommandInput): void {
    this.#one({ Put: { Item, ConditionExpression, ...words } as Step });
  }

  update({ Key, ...how }: UpdateCommandInput): void {
    this.#one({ Update: { Key, ...how } as unknown as Step });
  }

  remove({ Key, ...how }: DeleteCommandInput): void {
    this.#one({ Delete: { Key, ...how } as unknown as Step });
  }

  #one(request: Readonly<Record<string, Step>>): void {
    const [step] = Object.values(request) as [Step];
    const key = keyOf(step);
    if (this.#held.has(placeOf(key))) throw named('TransactionConflictException');
    if (!holds(step.ConditionExpression, this.at(key), step)) throw named('ConditionalCheckFailedException');
    this.#store(key, outcome(step, request, this.at(key)));
  }

  async transact({ TransactItems = [] }: TransactWriteCommandInput): Promise<object> {
    const steps = TransactItems.map((item) => Object.values(item)[0] as Step);
    const keys = steps.map(keyOf);
    const places = keys.map(placeOf);
    if (steps.length === 0 || steps.length > 100) throw invalid('a transaction has 1 to 100 items');
    if (new Set(places).size < steps.length)
      throw invalid('Transaction request cannot include multiple operations on one item');
    this.#cancelUnless(steps, keys, places);
    const left = steps.map((step, at) => outcome(step, TransactItems[at] as object, this.at(keys[at] as Key)));
    if (this.#scheduler.chance(0.9)) {
      for (const [at, key] of keys.entries()) this.#store(key, left[at], TransactItems[at]);
      return {};
    }
    for (const place of places) this.#held.add(place);
    for (const at of [...keys.keys()].reverse()) {
      await this.#scheduler.turn('table lets go of an item');
      this.#store(keys[at] as Key, left[at], TransactItems[at]);
      this.#held.delete(places[at] as string);
    }
    return {};
  }

  #cancelUnless(steps: readonly Step[], keys: readonly Key[], places: readonly string[]): void {
    const reasons = steps.map((step, at) => {
      const item = this.at(keys[at] as Key);
      if (this.#held.has(places[at] as string)) return { Code: 'TransactionConflict' };
      if (holds(step.ConditionExpression, item, step)) return { Code: 'None' };
      const returned = item !== undefined && step.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
      return {
        Code: 'ConditionalCheckFailed',
        ...(returned && { Item: marshall(item, { removeUndefinedValues: true }) }),
      };
    });
    if (reasons.every(({ Code }) => Code === 'None')) return;
    const message = `Transaction cancelled [${reasons.map(({ Code }) => Code).join(', ')}]`;
    throw new TransactionCanceledException({ message, $metadata: {}, CancellationReasons: reasons });
  }

  #store({ pk, sk }: Key, item: Item | undefined, request: object = {}): void {
    if ('ConditionCheck' in request) return;
    const before = this.at({ pk, sk });
    if (item === undefined && before === undefined) return;
    if (item !== undefined && bytesOf(item) > 400 * 1024)
      throw invalid('Item size has exceeded the maximum allowed size');
    const partition = this.#partitions.get(pk) ?? new TablePartition();
    this.#partitions.set(pk, partition);
    partition.set(sk, item);
    for (const index of Object.values(this.#indexes)) index.change(placeOf({ pk, sk }), before, item);
    this.#written(item === undefined ? 'REMOVE' : before === undefined ? 'INSERT' : 'MODIFY', { pk, sk }, item);
  }
}

const named = (name: string) => Object.assign(new Error(name), { name });
const keyOf = ({ Item, Key }: Step): Key => (Item ?? Key) as Key;
const bytesOf = (item: Item): number => Buffer.byteLength(JSON.stringify(item));

/** Where an item lies. A key has so much room and no more. */
function placeOf({ pk, sk }: Key): string {
  if (typeof pk !== 'string' || typeof sk !== 'string' || pk === '' || sk === '')
    throw invalid('a key is missing or empty');
  if (Buffer.byteLength(pk) > 2048 || Buffer.byteLength(sk) > 1024) throw invalid('a key is too long');
  return `${pk}\n${sk}`;
}

/** The value that a key condition asks of the partition key. */
function equalTo(field: string, expression = '', words: Words): string {
  const names = words.ExpressionAttributeNames ?? {};
  const [, value] =
    expression
      .split(' AND ')
      .map((part) => part.split(' = '))
      .find(([name = '']) => (names[name] ?? name) === field) ?? [];
  const wanted = value && words.ExpressionAttributeValues?.[value];
  if (typeof wanted !== 'string') throw invalid('Query condition missed key schema element');
  return wanted;
}

function after(items: readonly Item[], start: Key | undefined): readonly Item[] {
  if (start === undefined) return items;
  const at = items.findIndex(({ pk, sk }) => pk === start.pk && sk === start.sk);
  if (at >= 0) return items.slice(at + 1);
  // What the last page ended at is gone: the page begins behind where it would stand.
  const behind = items.findIndex(({ sk }) => sk > start.sk);
  return behind < 0 ? [] : items.slice(behind);
}

/** As much of what was found as fits into one answer, and where the next begins. */
function page(
  found: readonly Item[],
  limit = Number.POSITIVE_INFINITY,
  indexKeys: readonly string[] = [],
  { FilterExpression, Select }: { FilterExpression?: string; Select?: string },
  words: Words,
): object {
  let bytes = 0;
  let read = 0;
  for (const item of found) {
    if (read >= limit || bytes >= megabyte) break;
    bytes += bytesOf(item);
    read += 1;
  }
  const answered = found.slice(0, read).filter((item) => holds(FilterExpression, item, words));
  const last = read > 0 && (read < found.length || read === limit) ? found[read - 1] : undefined;
  return {
    Count: answered.length,
    ...(Select !== 'COUNT' && { Items: answered.map(copy) }),
    ...(last && {
      LastEvaluatedKey: Object.fromEntries(['pk', 'sk', ...indexKeys].map((field) => [field, last[field]])),
    }),
  };
}
