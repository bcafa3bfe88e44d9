import { getAll } from '#layers/table/read.ts';
import type { Instant } from '#layers/time/clock.ts';
import { binsOf, emptyingsSince, type StoredEmptying } from '../bins/bins.ts';
import { collectionKey } from '../books/books.ts';
import { type Collection, inForce } from '../books/collection.ts';
import { problem } from '../problems.ts';
import { balanceOf } from '../rules.ts';

/** So many emptyings are added up at once: three a day for a month, and some to spare. */
const most = 100;

/**
 * What a machine collected in a while, by its emptyings in it, beside what scale and recycler say of the same bags. A bag
 * that travelled with others has no papers of its own, and one that is not counted yet no sum: these are left out and named.
 * Throws `bin-unknown`, `period-too-long`.
 */
export async function statement(brand: string, deviceId: string, { from, until }: { from: Instant; until: Instant }) {
  await binsOf(brand, [deviceId]);
  const since = await emptyingsSince(brand, deviceId, from);
  const emptyings = since.filter(({ emptiedAt }) => emptiedAt < until);
  if (emptyings.length > most) throw problem('period-too-long');
  const collections = await collectionsOf(brand, emptyings);
  const shared = collections.filter((each) => each.emptyings.some((emptied) => emptied.deviceId !== deviceId));
  const alone = collections.filter((each) => !shared.includes(each));
  const open = alone.filter((each) => !wholly(each, emptyings));
  const whole = alone.filter((each) => !open.includes(each));
  const deposited = whole.flatMap((each) => each.emptyings.flatMap(({ count }) => count?.containers ?? []));
  const masses = (papers: 'weighings' | 'receipts') =>
    whole.flatMap((each) => inForce(each[papers]).flatMap(({ masses }) => masses));
  const sums = balanceOf(
    { deposited, weighed: masses('weighings'), received: masses('receipts') },
    { perMille: 0, grams: 0 },
  );
  const ids = (some: readonly Collection[]) => some.map(({ id }) => id);
  return {
    ...{ deviceId, from, until, emptyings: emptyings.length },
    ...{ collections: ids(whole), open: ids(open), shared: ids(shared) },
    deposits: whole.flatMap((each) => each.emptyings).reduce((sum, { count }) => sum + (count?.deposits ?? 0), 0),
    balance: sums.map(({ material, deposited, weighed, received }) => ({ material, deposited, weighed, received })),
  };
}

async function collectionsOf(brand: string, emptyings: readonly StoredEmptying[]): Promise<Collection[]> {
  const ids = [...new Set(emptyings.map(({ collectionId }) => collectionId))];
  const found = await getAll<Collection[]>(ids.map((id) => collectionKey(brand, id)));
  return found.filter((each) => each !== undefined);
}

/** Whether each of a collection's emptyings lies in the while and is counted, and scale and recycler have spoken. */
function wholly(collection: Collection, within: readonly StoredEmptying[]): boolean {
  const papers = [inForce(collection.weighings), inForce(collection.receipts)];
  const inside = ({ emptiedAt }: { emptiedAt: Instant }) => within.some((each) => each.emptiedAt === emptiedAt);
  return (
    papers.every((some) => some.length > 0) &&
    collection.emptyings.every((each) => inside(each) && each.count !== undefined)
  );
}
