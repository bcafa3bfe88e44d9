import { collectionMismatched } from '#events/collections/collection.mismatched.ts';
import { collectionReconciled } from '#events/collections/collection.reconciled.ts';
import { problem as common } from '#layers/runtime/problem.ts';
import { type Change, create, type Key, update } from '#layers/table/change.ts';
import { type Said, say } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import type { Range } from '#layers/table/range.ts';
import { get, queryIndex } from '#layers/table/read.ts';
import { type Collection, type State, same, standing } from './collection.ts';

/** A collection as it was read: nobody may have changed it when it is written again. */
export interface Stored extends Collection {
  readonly seq: number;
}

export const collectionKey = (brand: string, id: string): Key => ({
  pk: `collections#${brand}#collection#${id}`,
  sk: 'collection',
});

const listOf = (brand: string, state: State): string => `collections#${brand}#${state}`;

/** A collection by its id. Throws `not-found`. */
export async function collectionOf(brand: string, id: string): Promise<Stored> {
  const found = await get<Stored>(collectionKey(brand, id));
  if (found === undefined) throw common('not-found');
  return found;
}

/** The collections in a state, the oldest first, at most `limit`. */
export async function collectionsIn(
  brand: string,
  state: State,
  page: Pick<Range, 'after' | 'limit'>,
): Promise<{ place: string; collection: Collection }[]> {
  const items = await queryIndex<Collection>('list', listOf(brand, state), page);
  return items.map((item) => ({ place: item.listSk as string, collection: item }));
}

/** A new collection. */
export function opening(brand: string, collection: Collection): Change {
  return create({ ...collectionKey(brand, collection.id), ...collection, ...listed(brand, collection), seq: 1 });
}

const lasting: readonly State[] = ['requested', 'emptied', 'review'];

/** Only what still waits for something stands in a list. */
function listed(brand: string, collection: Collection): { listPk?: string; listSk?: string } {
  const { state } = standing(collection);
  if (!lasting.includes(state)) return {};
  return { listPk: listOf(brand, state), listSk: `${collection.requestedAt}#${collection.id}` };
}

/** Writes a collection as it became, unless somebody changed it meanwhile, and says what its figures come to, if that is news. */
export function becoming(
  brand: string,
  before: Stored,
  { seq, ...changes }: Partial<Stored>,
): { events: Said[]; changes: Change[] } {
  const after: Collection = { ...before, ...changes };
  const list = listed(brand, after);
  const change = update(collectionKey(brand, before.id), {
    set: { ...changes, ...list },
    add: { seq: 1 },
    remove: list.listPk === undefined ? ['listPk', 'listSk'] : [],
    when: { equals: { seq: before.seq } },
  });
  const { balance } = standing(after);
  if (balance === undefined || same(balance, standing(before).balance)) return { events: [], changes: [change] };
  const definition = balance.every(({ agrees }) => agrees) ? collectionReconciled : collectionMismatched;
  const data = { collectionId: before.id, balance };
  return { events: [say(definition, { about: before.id, effect: 'balance', data })], changes: [change] };
}

/** The id of what an origin brings into being. */
export const idOf = (prefix: string, { cause }: Origin): string => `${prefix}-${cause.id}`;
