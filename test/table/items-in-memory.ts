import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type {
  BatchGetCommandInput,
  DeleteCommandInput,
  GetCommandInput,
  QueryCommandInput,
  TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Item, Key } from '#layers/table/change.ts';
import { holds, invalid } from '../world/expressions.ts';
import { copy } from '../world/items.ts';
import { judgeRequest, outcome, type Request, type Step } from '../world/table-change.ts';

const sortKeys: Record<string, string> = { find: 'findSk', list: 'listSk', due: 'visibleAt' };
/** Where an item lies. A key has so much room and no more. */
function place({ pk, sk }: Key): string {
  if (Buffer.byteLength(pk) > 2048 || Buffer.byteLength(sk) > 1024) throw invalid('a key is too long');
  return `${pk}\n${sk}`;
}

/**
 * A DynamoDB table as far as the product speaks to one: transactions are all or nothing, conditions are evaluated, and two
 * transactions that meet on an item conflict. Like the real one it lets go of a transaction's items one by one, so that
 * another may find some of them still held and others already changed: `between` is what passes from one to the next.
 */
export function itemsInMemory(between?: () => Promise<unknown>) {
  const partitions = new Map<string, Map<string, Item>>();
  const held = new Set<string>();
  const stored = ({ pk, sk }: Key): Item | undefined => partitions.get(pk)?.get(sk);
  const at = (key: Key): Item | undefined => copy(stored(key));
  const put = (item: Item): void => {
    const partition = partitions.get(item.pk) ?? new Map<string, Item>();
    partitions.set(item.pk, partition.set(item.sk, item));
  };
  const all = (): Item[] => [...partitions.values()].flatMap((partition) => [...partition.values()]);

  const get = ({ Key }: GetCommandInput) => {
    place(Key as unknown as Key);
    return { Item: at(Key as unknown as Key) };
  };

  const remove = ({ Key }: Pick<DeleteCommandInput, 'Key'>): void => {
    const { pk, sk } = Key as unknown as Key;
    partitions.get(pk)?.delete(sk);
  };

  const batchGet = ({ RequestItems }: BatchGetCommandInput) => {
    const [[table, { Keys }]] = Object.entries(RequestItems ?? {}) as unknown as [[string, { Keys: Key[] }]];
    if (new Set(Keys.map(place)).size < Keys.length || Keys.length > 100) throw invalid('the keys');
    return { Responses: { [table]: Keys.map(at).filter((item) => item !== undefined) } };
  };

  const query = (input: QueryCommandInput) => {
    const { IndexName, KeyConditionExpression, ScanIndexForward = true, Limit, ...words } = input;
    const sort = sortKeys[IndexName ?? ''] ?? 'sk';
    const wanted = words.ExpressionAttributeValues?.[':pk'] as string;
    const among = IndexName === undefined ? [...(partitions.get(wanted)?.values() ?? [])] : all();
    const found = among.filter((item) => sort in item && holds(KeyConditionExpression, item, words));
    found.sort((a, b) => ((a[sort] as string) < (b[sort] as string) === ScanIndexForward ? -1 : 1));
    return { Items: found.slice(0, Limit).map(copy) };
  };

  async function transact({ TransactItems = [] }: TransactWriteCommandInput): Promise<object> {
    const steps = TransactItems.map((item) => Object.values(item)[0] as Step);
    const keys = steps.map(({ Item, Key }) => (Item ?? Key) as Key);
    const places = keys.map(place);
    if (steps.length === 0 || steps.length > 100 || new Set(places).size < steps.length) throw invalid('the items');
    for (const item of TransactItems) judgeRequest(item as unknown as Request);
    const reasons = steps.map((step, at) => {
      const item = stored(keys[at] as Key);
      if (held.has(places[at] as string)) return { Code: 'TransactionConflict' };
      if (holds(step.ConditionExpression, item, step)) return { Code: 'None' };
      return { Code: 'ConditionalCheckFailed', ...(item && { Item: marshall(item) }) };
    });
    if (reasons.some(({ Code }) => Code !== 'None')) {
      throw new TransactionCanceledException({ message: 'cancelled', $metadata: {}, CancellationReasons: reasons });
    }
    const left = keys.map((key, at) => outcome(TransactItems[at] as unknown as Request, stored(key)));
    if (between !== undefined) for (const each of places) held.add(each);
    for (const [step, each] of [...places.entries()].reverse()) {
      if (between !== undefined) await between();
      const item = left[step];
      if (item === undefined) remove({ Key: keys[step] as Key });
      else put(item);
      held.delete(each);
    }
    return {};
  }

  return { get, remove, batchGet, query, transact, at, all, stored };
}
