import type { Programme } from '#brands/programmes.ts';
import { collectionRequested } from '#events/collections/collection.requested.ts';
import { collectionWithdrawn } from '#events/collections/collection.withdrawn.ts';
import { newReference } from '#layers/reference/kept.ts';
import type { Change } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { type Said, say } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { retryOnConflict } from '#layers/table/retry-on-conflict.ts';
import type { Instant } from '#layers/time/clock.ts';
import { binsOf, changeBin, findBin, newBin, type Place, type StoredBin } from '../bins/bins.ts';
import { problem } from '../problems.ts';
import { becoming, collectionOf, idOf, opening, type Stored } from './books.ts';
import type { Bin, Collection } from './collection.ts';

/** What the brand's programme says of collections. Throws `no-collections`. */
export function termsOf({ collections }: Programme): NonNullable<Programme['collections']> {
  if (collections === undefined) throw problem('no-collections');
  return collections;
}

interface Asked {
  readonly why: Collection['why'];
  readonly bins: readonly Place[];
  /** With another one it gets another reference. */
  readonly attempt: number;
}

/** A new collection of some bins, with the event that says so. */
export function asking(origin: Origin, programme: Programme, { why, bins, attempt }: Asked) {
  const id = idOf('col', origin);
  const { reference, kept } = newReference(origin, 'collection', id, attempt);
  const collection: Collection = {
    ...{ id, reference },
    why,
    requestedAt: origin.cause.time,
    tolerance: termsOf(programme).tolerance,
    bins: bins.map(({ deviceId, siteId }) => ({ deviceId, siteId, state: 'asked' as const })),
    emptyings: [],
    weighings: [],
    receipts: [],
    reviews: [],
  };
  const data = { collectionId: id, reference, why, bins: bins.map(({ deviceId }) => deviceId) };
  const said = say(collectionRequested, { about: id, effect: 'requested', data });
  return { collection, said, changes: [opening(origin.brand, collection), kept] };
}

/**
 * A bin is full: somebody is to empty it, unless that was done or heard since. Where it is asked for already it is noted
 * only: the emptying that is waited for may have been before.
 */
export async function requestFull(
  origin: Origin,
  programme: Programme,
  { fullAt, ...place }: Place & { fullAt: Instant },
): Promise<void> {
  if (programme.collections === undefined) return;
  const { brand } = origin;
  await retryOnConflict(async (attempt) => {
    const bin = await findBin(brand, place.deviceId);
    if ([bin?.emptiedAt, bin?.fullAt].some((at = '') => at >= fullAt)) return;
    if (bin?.asked !== undefined) return noteFull(origin, bin, fullAt);
    const { collection, said, changes } = asking(origin, programme, { why: 'full', bins: [place], attempt });
    const asked = { asked: collection.id, askedSince: fullAt, fullAt };
    const noted = bin === undefined ? newBin(brand, place, asked) : changeBin(brand, bin, { set: asked });
    await commit(origin, { events: [said], changes: [...changes, noted] });
  });
}

async function noteFull(origin: Origin, bin: StoredBin, fullAt: Instant): Promise<void> {
  await commit(origin, { changes: [changeBin(origin.brand, bin, { set: { fullAt } })] });
}

/** Asks for bins to be collected together. Those that wait in another collection are moved out of it. */
export async function request(
  origin: Origin,
  programme: Programme,
  deviceIds: readonly string[],
): Promise<{ id: string; reference: string }> {
  const { brand } = origin;
  return retryOnConflict(async (attempt) => {
    const bins = await binsOf(brand, deviceIds);
    const { collection, said, changes } = asking(origin, programme, { why: 'by-hand', bins, attempt });
    const moved = await movingOut(origin, bins, collection.id);
    const asked = { asked: collection.id, askedSince: origin.cause.time };
    const { answer } = await commit(origin, {
      events: [said, ...moved.events],
      changes: [...changes, ...moved.changes, ...bins.map((bin) => changeBin(brand, bin, { set: asked }))],
      answer: { id: collection.id, reference: collection.reference },
    });
    return answer;
  });
}

/** Takes bins out of the collections in which they wait, as another one empties them. */
export async function movingOut(
  origin: Origin,
  bins: readonly StoredBin[],
  movedTo: string,
): Promise<{ events: Said[]; changes: Change[] }> {
  const waiting = bins.filter(({ asked }) => asked !== undefined && asked !== movedTo);
  const parts = await Promise.all(
    [...new Set(waiting.map(({ asked }) => asked as string))].map(async (id) => {
      const before = await collectionOf(origin.brand, id);
      const leaving = waiting.filter(({ asked }) => asked === id).map(({ deviceId }) => deviceId);
      return withdrawing(origin, before, leaving, { movedTo });
    }),
  );
  return { events: parts.flatMap(({ events }) => events), changes: parts.flatMap(({ changes }) => changes) };
}

function withdrawing(
  { brand }: Origin,
  before: Stored,
  leaving: readonly string[],
  how: Pick<Bin, 'movedTo' | 'reason'>,
): { events: Said[]; changes: Change[] } {
  const bins = before.bins.map((bin) =>
    leaving.includes(bin.deviceId) && bin.state === 'asked' ? { ...bin, state: 'withdrawn' as const, ...how } : bin,
  );
  const { events, changes } = becoming(brand, before, { bins });
  const said = leaving.map((deviceId) => {
    const data = { collectionId: before.id, deviceId, movedTo: how.movedTo };
    return say(collectionWithdrawn, { about: before.id, effect: `withdrawn:${deviceId}`, data });
  });
  return { events: [...said, ...events], changes };
}

/** A bin is not to be emptied in this collection after all; somebody says why. */
export async function withdraw(
  origin: Origin,
  collectionId: string,
  { deviceId, reason }: { deviceId: string; reason: string },
): Promise<{ id: string }> {
  const { brand } = origin;
  return retryOnConflict(async () => {
    const before = await collectionOf(brand, collectionId);
    const waits = before.bins.some((bin) => bin.deviceId === deviceId && bin.state === 'asked');
    if (!waits) throw problem('bin-not-asked');
    const [bin] = await binsOf(brand, [deviceId]);
    const { events, changes } = withdrawing(origin, before, [deviceId], { reason });
    const freed = bin?.asked === collectionId ? [changeBin(brand, bin, { remove: ['asked', 'askedSince'] })] : [];
    const { answer } = await commit(origin, { events, changes: [...changes, ...freed], answer: { id: collectionId } });
    return answer;
  });
}
