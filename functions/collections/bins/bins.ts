import type { FieldError } from '#layers/runtime/problem.ts';
import { type Change, create, type Key, update } from '#layers/table/change.ts';
import { commitIf } from '#layers/table/commit.ts';
import type { Origin } from '#layers/table/origin.ts';
import type { Range } from '#layers/table/range.ts';
import { getAll, query } from '#layers/table/read.ts';
import type { Instant } from '#layers/time/clock.ts';
import type { EmptiedBin } from '../books/collection.ts';
import { problem } from '../problems.ts';

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
  /** When it was last said to be full, whether it was asked for then or waited already. */
  readonly fullAt?: Instant;
  /** When it was emptied last. */
  readonly emptiedAt?: Instant;
}

/** An emptying among those of its bin. While it is counted its `tally` says how far. */
export interface StoredEmptying extends EmptiedBin {
  readonly collectionId: string;
}

const binPartition = (brand: string, deviceId: string): string => `collections#${brand}#bin#${deviceId}`;

const binKey = (brand: string, deviceId: string): Key => ({ pk: binPartition(brand, deviceId), sk: 'bin' });

/** The list of an organisation's bins, by site and machine. A machine stays where it was registered, so its place in it stays too. */
export const organisationList = (brand: string, organisationId: string): string =>
  `collections#${brand}#organisation#${organisationId}`;

export const emptyingKey = (brand: string, deviceId: string, emptiedAt: Instant): Key => ({
  pk: binPartition(brand, deviceId),
  sk: `emptied#${emptiedAt}`,
});

/** The bin of a machine, if it is known. */
export async function findBin(brand: string, deviceId: string): Promise<StoredBin | undefined> {
  const [found] = await getAll<[StoredBin]>([binKey(brand, deviceId)]);
  return found;
}

/** The bins of some machines. Throws `bin-unknown`. */
export async function binsOf(brand: string, deviceIds: readonly string[]): Promise<StoredBin[]> {
  const found = await getAll<StoredBin[]>(deviceIds.map((deviceId) => binKey(brand, deviceId)));
  if (found.includes(undefined)) throw problem('bin-unknown', whichAre(found));
  return found.filter((bin) => bin !== undefined);
}

/** Where one of several is not known, which. */
function whichAre(found: readonly unknown[]): FieldError[] | undefined {
  if (found.length === 1) return undefined;
  const unknown = [...found.keys()].filter((at) => found[at] === undefined);
  return unknown.map((at) => ({ field: `body.bins.${at}`, message: 'is not known' }));
}

/** From now on the machine's bin is known. */
export async function learnBin(origin: Origin, place: Place): Promise<void> {
  await commitIf(origin, newBin(origin.brand, place));
}

/** A bin that was not known, with what is asked of it. */
export const newBin = (brand: string, place: Place, asked: Partial<StoredBin> = {}): Change => {
  const { deviceId, siteId, organisationId } = place;
  const listed = { listPk: organisationList(brand, organisationId), listSk: `${siteId}#${deviceId}` };
  return create({ ...binKey(brand, deviceId), ...listed, deviceId, siteId, organisationId, ...asked, seq: 1 });
};

/** Changes a bin, unless somebody did since it was read. */
export const changeBin = (
  brand: string,
  { deviceId, seq }: StoredBin,
  how: { set?: Partial<StoredBin>; remove?: readonly (keyof StoredBin)[] },
): Change => update(binKey(brand, deviceId), { ...how, add: { seq: 1 }, when: { equals: { seq } } });

/** So many emptyings of a bin are looked at: years of them. Others have no deposit of those in question. */
const most = 1000;

/** A bin's emptyings, the newest first. */
export const emptyingsOf = (
  brand: string,
  deviceId: string,
  { after, limit = most }: Pick<Range, 'after' | 'limit'> = {},
): Promise<StoredEmptying[]> =>
  query<StoredEmptying>(binPartition(brand, deviceId), { prefix: 'emptied#', after, newestFirst: true, limit });

/** The emptyings of a bin before and after one of them. */
export async function emptyingsAround(
  brand: string,
  deviceId: string,
  emptiedAt: Instant,
): Promise<{ before: StoredEmptying | undefined; after: StoredEmptying | undefined }> {
  const { pk, sk } = emptyingKey(brand, deviceId, emptiedAt);
  const next = { prefix: 'emptied#', after: sk, limit: 1 };
  const [[before], [after]] = await Promise.all([
    query<StoredEmptying>(pk, { ...next, newestFirst: true }),
    query<StoredEmptying>(pk, next),
  ]);
  return { before, after };
}

/** The emptyings with which what was deposited at an instant may have been carried or counted, the oldest first. */
export const emptyingsSince = (brand: string, deviceId: string, time: Instant): Promise<StoredEmptying[]> =>
  query<StoredEmptying>(binPartition(brand, deviceId), { prefix: 'emptied#', from: `emptied#${time}`, limit: most });
