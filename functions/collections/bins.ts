import { type Change, ConditionFailed, create, type Key, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import type { Origin } from '#layers/table/origin.ts';
import { getAll, query } from '#layers/table/read.ts';
import type { Instant } from '#layers/time/clock.ts';
import type { EmptiedBin } from './collection.ts';
import { problem } from './problems.ts';

/** Where a machine's bin stands. */
export interface Place {
  readonly deviceId: string;
  readonly siteId: string;
  readonly organisationId: string;
}

/** A bin as far as collections know it. */
export interface StoredBin extends Place {
  readonly seq: number;
  /** The collection in which it is to be emptied, and since when that is wanted. */
  readonly asked?: string;
  readonly askedSince?: Instant;
  /** When it was emptied last. */
  readonly emptiedAt?: Instant;
}

/** An emptying among those of its bin. While it is counted its `tally` says how far. */
export interface StoredEmptying extends EmptiedBin {
  readonly collectionId: string;
}

const binPartition = (brand: string, deviceId: string): string => `collections#${brand}#bin#${deviceId}`;

const binKey = (brand: string, deviceId: string): Key => ({ pk: binPartition(brand, deviceId), sk: 'bin' });

export const emptyingKey = (brand: string, deviceId: string, emptiedAt: Instant): Key => ({
  pk: binPartition(brand, deviceId),
  sk: `emptied#${emptiedAt}`,
});

/** The bin of a machine, if it is known. */
export async function findBin(brand: string, deviceId: string): Promise<StoredBin | undefined> {
  const [found] = await getAll([binKey(brand, deviceId)]);
  return found as unknown as StoredBin | undefined;
}

/** The bins of some machines, each once. Throws `bin-unknown`. */
export async function binsOf(brand: string, deviceIds: readonly string[]): Promise<StoredBin[]> {
  const found = await getAll([...new Set(deviceIds)].map((deviceId) => binKey(brand, deviceId)));
  return found.map((bin) => {
    if (bin === undefined) throw problem('bin-unknown');
    return bin as unknown as StoredBin;
  });
}

/** From now on the machine's bin is known. */
export async function learnBin(origin: Origin, place: Place): Promise<void> {
  await commit(origin, { changes: [newBin(origin.brand, place)] }).catch((error) => {
    if (!(error instanceof ConditionFailed)) throw error;
  });
}

/** A bin that was not known, with what is asked of it. */
export const newBin = (brand: string, place: Place, asked: Partial<StoredBin> = {}): Change => {
  const { deviceId, siteId, organisationId } = place;
  return create({ ...binKey(brand, deviceId), deviceId, siteId, organisationId, ...asked, seq: 1 });
};

/** Changes a bin, unless somebody did since it was read. */
export const changeBin = (
  brand: string,
  { deviceId, seq }: StoredBin,
  how: { set?: Partial<StoredBin>; remove?: readonly (keyof StoredBin)[] },
): Change => update(binKey(brand, deviceId), { ...how, add: { seq: 1 }, when: { equals: { seq } } });

/** So many emptyings of a bin are looked at: years of them. Older ones have no deposit left to count. */
const most = 1000;

/** A bin's emptyings, the newest first. */
export async function emptyingsOf(
  brand: string,
  deviceId: string,
  { before = 'emptied#~', limit = most }: { before?: string | undefined; limit?: number } = {},
): Promise<StoredEmptying[]> {
  const range = { before, newestFirst: true, limit: limit + 1 };
  const items = await query<StoredEmptying>(binPartition(brand, deviceId), range);
  return items.filter(({ sk }) => sk.startsWith('emptied#')).slice(0, limit);
}
