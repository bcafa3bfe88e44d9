import type { Balance } from '#events/values/balance.ts';
import { getAll } from '#layers/table/read.ts';
import { emptyingsAround, type StoredEmptying } from '../bins/bins.ts';
import { collectionKey } from './books.ts';
import { type Collection, standing } from './collection.ts';

/**
 * What a decision on masses that differ needs beyond the collection itself: how far which witnesses are apart, and of each emptied
 * bin the emptyings before and after it, with their counts and what their collections came to. Grams that one bag lacks are often
 * found in the next, where its late deposits were counted, or in another machine's. Undefined where nothing is or was to be decided.
 */
export async function evidenceOf(brand: string, collection: Collection) {
  const { state, balance } = standing(collection);
  if (balance === undefined || (state !== 'review' && state !== 'reviewed')) return undefined;
  const around = await Promise.all(
    collection.emptyings.map(async ({ deviceId, emptiedAt }) => ({
      ...{ deviceId, emptiedAt },
      ...(await emptyingsAround(brand, deviceId, emptiedAt)),
    })),
  );
  const collections = await collectionsOf(
    brand,
    around.flatMap(({ before, after }) => [before, after].filter((each) => each !== undefined)),
  );
  return {
    differences: balance.filter(({ agrees }) => !agrees).map(differenceIn),
    emptyings: around.map(({ deviceId, emptiedAt, before, after }) => ({
      ...{ deviceId, emptiedAt },
      ...(before && { before: neighbour(before, collections.get(before.collectionId)) }),
      ...(after && { after: neighbour(after, collections.get(after.collectionId)) }),
    })),
  };
}

async function collectionsOf(brand: string, emptyings: readonly StoredEmptying[]): Promise<Map<string, Collection>> {
  const keys = emptyings.map(({ collectionId }) => collectionKey(brand, collectionId));
  const found = await getAll<Collection[]>(keys);
  return new Map(found.filter((each) => each !== undefined).map((each) => [each.id, each]));
}

/** Who says least and who says most of a material, and how far they are apart. */
function differenceIn({ material, deposited, weighed, received, allowed }: Balance[number]) {
  const said = [
    { by: 'deposited' as const, grams: deposited },
    { by: 'weighed' as const, grams: weighed },
    { by: 'received' as const, grams: received },
  ] as const;
  const least = said.reduce((one, other) => (other.grams < one.grams ? other : one));
  const most = said.reduce((one, other) => (other.grams > one.grams ? other : one));
  return { material, grams: most.grams - least.grams, allowed, least, most };
}

function neighbour({ collectionId, emptiedAt, count }: StoredEmptying, collection: Collection | undefined) {
  if (collection === undefined) throw new Error(`an emptying of ${emptiedAt} is in no collection`);
  const { state, balance } = standing(collection);
  const { reference } = collection;
  return { id: collectionId, reference, state, emptiedAt, ...(count && { count }), ...(balance && { balance }) };
}
