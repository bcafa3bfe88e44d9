import type { Balance } from '#events/values/balance.ts';
import { getAll } from '#layers/table/read.ts';
import type { Instant } from '#layers/time/clock.ts';
import { binsOf, emptyingsSince, type StoredEmptying } from '../bins/bins.ts';
import { collectionKey } from '../books/books.ts';
import { type Collection, type EmptiedBin, inForce, standing } from '../books/collection.ts';
import { problem } from '../problems.ts';
import { balanceOf, together } from '../rules.ts';

/** So many emptyings are added up at once: three a day for a month, and some to spare. */
const most = 100;

/** A collection with those of its emptyings that are the machine's own and lie in the while. */
interface Carried {
  readonly collection: Collection;
  readonly own: readonly EmptiedBin[];
}

/**
 * What a machine collected in a while, by its emptyings in it. Its own figures are those of all its emptyings that are counted, and the
 * sum of three parts. `compared` are the collections of this machine alone that are counted and have their papers: what scale and
 * recycler say of these bags stands beside it. Of the `shared` ones, with which other machines' bags travelled, the papers are of all
 * bags together, so the balance of the whole collection is given. The `open` ones have no balance yet, or one that reaches beyond the
 * while. Throws `bin-unknown`, `period-too-long`.
 */
export async function statement(brand: string, deviceId: string, { from, until }: { from: Instant; until: Instant }) {
  await binsOf(brand, [deviceId]);
  const since = await emptyingsSince(brand, deviceId, from);
  const emptyings = since.filter(({ emptiedAt }) => emptiedAt < until);
  if (emptyings.length > most) throw problem('period-too-long');
  const carried = (await collectionsOf(brand, emptyings)).map((collection): Carried => {
    const isOwn = (each: EmptiedBin) => each.deviceId === deviceId && from <= each.emptiedAt && each.emptiedAt < until;
    return { collection, own: collection.emptyings.filter(isOwn) };
  });
  const shared = carried.filter(({ collection }) => machinesIn(collection) > 1);
  const alone = carried.filter((each) => !shared.includes(each));
  const open = alone.filter((each) => reachesBeyond(each) || standing(each.collection).balance === undefined);
  const compared = alone.filter((each) => !open.includes(each));
  return {
    ...{ deviceId, from, until, ...figuresOf(carried) },
    compared: {
      collections: compared.map(({ collection: { id, reference } }) => ({ id, reference })),
      ...figuresOf(compared),
      balance: balanceOfAll(compared),
    },
    shared: shared.map((each) => {
      const { balance } = standing(each.collection);
      return { ...shown(each), machines: machinesIn(each.collection), ...(balance && { balance: massesIn(balance) }) };
    }),
    open: open.map(shown),
  };
}

async function collectionsOf(brand: string, emptyings: readonly StoredEmptying[]): Promise<Collection[]> {
  const ids = [...new Set(emptyings.map(({ collectionId }) => collectionId))];
  const found = await getAll<Collection[]>(ids.map((id) => collectionKey(brand, id)));
  return found.filter((each) => each !== undefined);
}

const machinesIn = ({ emptyings }: Collection): number => new Set(emptyings.map(({ deviceId }) => deviceId)).size;

/** Whether bags of the same machine travelled along that were emptied outside of the while. */
const reachesBeyond = ({ collection, own }: Carried): boolean =>
  collection.emptyings.some((each) => each.deviceId === own[0]?.deviceId && !own.includes(each));

/** What the machine's own emptyings come to, as far as they are counted. */
function figuresOf(carried: readonly Carried[]) {
  const own = carried.flatMap((each) => each.own);
  const counts = own.flatMap(({ count }) => count ?? []);
  return {
    emptyings: own.length,
    uncounted: own.length - counts.length,
    deposits: counts.reduce((sum, { deposits }) => sum + deposits, 0),
    containers: together(...counts.map(({ containers }) => containers)),
  };
}

/** A collection that is not compared: the machine's own figures of it, what it waits for, and whether it reaches beyond the while. */
function shown(carried: Carried) {
  const { id, reference } = carried.collection;
  const { next } = standing(carried.collection);
  return { id, reference, waits: [...next], beyond: reachesBeyond(carried), ...figuresOf([carried]) };
}

/** The balance of several collections together. What differs in one within its tolerance shows in the sum. */
function balanceOfAll(carried: readonly Carried[]) {
  const whole = carried.map(({ collection }) => collection);
  const deposited = whole.flatMap(({ emptyings }) => emptyings.flatMap(({ count }) => count?.containers ?? []));
  const masses = (papers: 'weighings' | 'receipts') =>
    whole.flatMap((each) => inForce(each[papers]).flatMap(({ masses }) => masses));
  const witnesses = { deposited, weighed: masses('weighings'), received: masses('receipts') };
  return massesIn(balanceOf(witnesses, { perMille: 0, grams: 0 }));
}

/** What the three witnesses say, without a judgement of it. */
const massesIn = (balance: Balance) =>
  balance.map(({ material, deposited, weighed, received }) => ({ material, deposited, weighed, received }));
