import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type {
  BatchGetCommandInput,
  DeleteCommandInput,
  GetCommandInput,
  PutCommandInput,
  QueryCommandInput,
  ScanCommandInput,
  TransactGetCommandInput,
  TransactWriteCommandInput,
  UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Item, Key } from '#layers/table/change.ts';
import { indexes } from '#layers/table/read.ts';
import { holds, invalid } from './expressions.ts';
import { copy, weightOf } from './items.ts';
import type { Part } from './part.ts';
import type { Scheduler } from './scheduler.ts';
import { named } from './service-error.ts';
import { judgeRequest, keyOf, outcome, type Request, stepOf } from './table-change.ts';
import { type Lag, TableIndex } from './table-index.ts';
import { placeOf } from './table-keys.ts';
import { type Asked, judgeAsked, page, partitionAsked } from './table-page.ts';
import { byBytes, TablePartition } from './table-partition.ts';

/** What the table's stream is told: an item that was put where none was, or in the place of another, or taken away. */
export type Written = (kind: 'INSERT' | 'MODIFY' | 'REMOVE', key: Key, image: Item | undefined) => void;

/** All items of a transaction together weigh no more. */
const mostInTransaction = 4 * 1_048_576;

/**
 * The single table, as DynamoDB documents it: conditions, transactions that are all or nothing and conflict, batches that
 * may be answered in part, answers cut at 1 MB, and three indexes that lag behind. Now and then, as the seed says, a
 * transaction lets go of its items one by one, as the real one does, so that others see some of them changed already.
 */
export class Table implements Part {
  readonly #scheduler: Scheduler;
  readonly #written: Written;
  readonly #name: string;
  readonly #partitions = new Map<string, TablePartition>();
  readonly #indexes: Readonly<Record<string, TableIndex>>;
  readonly #held = new Set<string>();
  readonly #oneByOne: number;

  /** `oneByOne` is the share of transactions that let go of their items one by one. */
  constructor(scheduler: Scheduler, written: Written, name: string, oneByOne = 0.1) {
    this.#scheduler = scheduler;
    this.#written = written;
    this.#name = name;
    this.#oneByOne = oneByOne;
    const lag: Lag = () => (scheduler.chance(0.2) ? Math.ceil(scheduler.random() * 2_000) : 0);
    this.#indexes = Object.fromEntries(
      Object.entries(indexes).map(([name, sort]) => [name, new TableIndex(`${name}Pk`, sort, scheduler.now, lag)]),
    );
  }

  /** What it answers, by the name of the SDK's command. */
  answers() {
    return {
      Get: this.get.bind(this),
      BatchGet: this.batchGet.bind(this),
      Query: this.query.bind(this),
      Scan: this.scan.bind(this),
      Put: this.put.bind(this),
      Update: this.update.bind(this),
      Delete: this.remove.bind(this),
      TransactWrite: this.transact.bind(this),
      TransactGet: this.transactGet.bind(this),
    };
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

  get({ Key, TableName }: GetCommandInput): { Item?: Item } {
    this.#isMine(TableName);
    if (Object.keys(Key ?? {}).length > 2) throw invalid('the key does not match the schema');
    placeOf(Key as Key);
    return { Item: copy(this.at(Key as Key)) };
  }

  batchGet({ RequestItems = {} }: BatchGetCommandInput): object {
    const [[table, { Keys }]] = Object.entries(RequestItems) as [[string, { Keys: Key[] }]];
    this.#isMine(table);
    if (Keys.length === 0 || Keys.length > 100) throw invalid('a batch has 1 to 100 keys');
    if (new Set(Keys.map(placeOf)).size < Keys.length) throw invalid('Provided list of item keys contains duplicates');
    const partly = Keys.length > 1 && this.#scheduler.chance(0.03);
    const answered = partly ? Keys.slice(0, Math.ceil(Keys.length / 2)) : Keys;
    const found = answered.map((key) => copy(this.at(key))).filter((item) => item !== undefined);
    const left = Keys.slice(answered.length);
    return { Responses: { [table]: found }, UnprocessedKeys: left.length > 0 ? { [table]: { Keys: left } } : {} };
  }

  query(input: QueryCommandInput): object {
    const { IndexName, KeyConditionExpression, ScanIndexForward = true, ConsistentRead, TableName } = input;
    this.#isMine(TableName);
    if (IndexName !== undefined && ConsistentRead)
      throw invalid('Consistent reads are not supported on global secondary indexes');
    const index = IndexName === undefined ? undefined : this.#indexes[IndexName];
    if (IndexName !== undefined && index === undefined) throw invalid('The table does not have the specified index');
    const keys = { partition: index?.partitionKey ?? 'pk', sort: index?.sortKey ?? 'sk' };
    const asked = input as Asked;
    judgeAsked(asked, keys);
    const wanted = partitionAsked(asked, keys);
    const among = index === undefined ? (this.#partitions.get(wanted)?.inOrder() ?? []) : index.inOrder(wanted);
    const order = (one: Item, other: Item) =>
      (byBytes(one[keys.sort] as string, other[keys.sort] as string) || byBytes(placeOf(one), placeOf(other))) *
      (ScanIndexForward ? 1 : -1);
    const start = input.ExclusiveStartKey as Item | undefined;
    const ordered = ScanIndexForward ? among : [...among].reverse();
    const from = start === undefined ? ordered : ordered.filter((item) => order(item, start) > 0);
    return page(
      from.filter((item) => holds(KeyConditionExpression, item, asked)),
      asked,
      keys,
    );
  }

  /** Partition after partition, in an order that stays as it is. */
  scan(input: ScanCommandInput): object {
    this.#isMine(input.TableName);
    judgeAsked(input as Asked);
    const start = input.ExclusiveStartKey as Key | undefined;
    const partitions = [...this.#partitions];
    const from = partitions.slice(start && partitions.findIndex(([pk]) => pk === start.pk));
    const found = from.flatMap(([, partition]) => partition.inOrder());
    const rest = found.filter(({ pk, sk }) => pk !== start?.pk || byBytes(sk, start.sk) > 0);
    return page(rest, input as Asked);
  }

  /** Outside a transaction; tools and tests use it, the product does so only to take marks of test stages away. */
  put(input: PutCommandInput): object {
    return this.#one({ Put: input as Request['Put'] });
  }

  update(input: UpdateCommandInput): object {
    return this.#one({ Update: input as Request['Update'] });
  }

  remove(input: DeleteCommandInput): object {
    return this.#one({ Delete: input as Request['Delete'] });
  }

  #one(request: Request): object {
    const step = stepOf(request);
    this.#isMine(step.TableName);
    judgeRequest(request);
    const key = keyOf(step);
    const item = this.at(key);
    if (this.#held.has(placeOf(key))) throw named('TransactionConflictException');
    if (!holds(step.ConditionExpression, item, step)) {
      const { Item } = returned(step.ReturnValuesOnConditionCheckFailure, item);
      throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {}, Item });
    }
    this.#store(key, outcome(request, item));
    return {};
  }

  /** Cancelled where a transaction is at work on one of the items: what it finds belongs together. */
  transactGet({ TransactItems = [] }: TransactGetCommandInput): object {
    const keys = TransactItems.map(({ Get }) => Get?.Key as Key);
    const reasons = keys.map((key) => ({ Code: this.#held.has(placeOf(key)) ? 'TransactionConflict' : 'None' }));
    if (reasons.some(({ Code }) => Code !== 'None'))
      throw new TransactionCanceledException({ message: 'cancelled', $metadata: {}, CancellationReasons: reasons });
    return { Responses: keys.map((key) => ({ Item: copy(this.at(key)) })) };
  }

  async transact({ TransactItems = [] }: TransactWriteCommandInput): Promise<object> {
    const requests = TransactItems as Request[];
    const keys = this.#judgeTransaction(requests);
    const left = this.#outcomesOrCancel(requests, keys);
    const changed = [...requests.keys()].filter((at) => !('ConditionCheck' in (requests[at] as Request)));
    if (!this.#scheduler.chance(this.#oneByOne)) {
      for (const at of changed) this.#store(keys[at] as Key, left[at]);
      return {};
    }
    const places = keys.map(placeOf);
    for (const place of places) this.#held.add(place);
    for (const at of changed.toReversed()) {
      await this.#scheduler.turn('table lets go of an item');
      this.#store(keys[at] as Key, left[at]);
      this.#held.delete(places[at] as string);
    }
    // Those that were only looked at. The others were let go of above, and may be another's by now.
    for (const [at, place] of places.entries()) if (!changed.includes(at)) this.#held.delete(place);
    return {};
  }

  /** Refuses what can be seen to be wrong before any item is looked at; else the keys of the items. */
  #judgeTransaction(requests: readonly Request[]): Key[] {
    if (requests.length === 0 || requests.length > 100) throw invalid('a transaction has 1 to 100 items');
    for (const request of requests) {
      this.#isMine(stepOf(request).TableName);
      judgeRequest(request);
    }
    const keys = requests.map((request) => keyOf(stepOf(request)));
    if (new Set(keys.map(placeOf)).size < keys.length)
      throw invalid('Transaction request cannot include multiple operations on one item');
    const weight = requests.reduce((sum, request) => sum + weightOf(stepOf(request).Item ?? noItem), 0);
    if (weight > mostInTransaction) throw invalid('the items of a transaction are too large');
    return keys;
  }

  /** What each item becomes, or the reasons for which nothing is changed, in the order of the items. */
  #outcomesOrCancel(requests: readonly Request[], keys: readonly Key[]): (Item | undefined)[] {
    const left: (Item | undefined)[] = [];
    const reasons = requests.map((request, at) => {
      const step = stepOf(request);
      const item = this.at(keys[at] as Key);
      if (this.#held.has(placeOf(keys[at] as Key))) return { Code: 'TransactionConflict' };
      if (!holds(step.ConditionExpression, item, step))
        return { Code: 'ConditionalCheckFailed', ...returned(step.ReturnValuesOnConditionCheckFailure, item) };
      try {
        left[at] = outcome(request, item);
      } catch (error) {
        return { Code: 'ValidationError', Message: (error as Error).message };
      }
      return { Code: 'None' };
    });
    if (reasons.every(({ Code }) => Code === 'None')) return left;
    const codes = reasons.map(({ Code }) => Code).join(', ');
    const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
    throw new TransactionCanceledException({ message, $metadata: {}, CancellationReasons: reasons });
  }

  #store({ pk, sk }: Key, item: Item | undefined): void {
    const before = this.at({ pk, sk });
    if (item === undefined && before === undefined) return;
    const partition = this.#partitions.get(pk) ?? new TablePartition();
    this.#partitions.set(pk, partition);
    partition.set(sk, item);
    for (const index of Object.values(this.#indexes)) index.change(placeOf({ pk, sk }), before, item);
    this.#written(item === undefined ? 'REMOVE' : before === undefined ? 'INSERT' : 'MODIFY', { pk, sk }, item);
  }

  #isMine(name: string | undefined): void {
    if (name !== this.#name) throw named('ResourceNotFoundException');
  }
}

const noItem: Item = { pk: '', sk: '' };

/** The item as it stands, where that was asked for and there is one. */
const returned = (asked: string | undefined, item: Item | undefined) =>
  asked === 'ALL_OLD' && item !== undefined ? { Item: marshall(item, { removeUndefinedValues: true }) } : {};
