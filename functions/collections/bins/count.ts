import { collectionCounted } from '#events/collections/collection.counted.ts';
import { depositRecorded } from '#events/devices/deposit.recorded.ts';
import type { Containers } from '#events/values/containers.ts';
import { type Item, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { eventPartition, say, subjectOf } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { getAll, query } from '#layers/table/read.ts';
import { retryOnConflict } from '#layers/table/retry-on-conflict.ts';
import { disarm, rearm, type Timer } from '#layers/table/timer.ts';
import { later, now } from '#layers/time/clock.ts';
import { becoming, collectionOf } from '../books/books.ts';
import type { Count } from '../books/collection.ts';
import { carriedBy, countedWith, countFrom, together } from '../rules.ts';
import { emptyingKey, emptyingsOf, type StoredEmptying } from './bins.ts';

/** How far a count has come: the sums up to the event of the machine from which it goes on. */
interface Tally extends Count {
  readonly from: string;
}

type Counting = StoredEmptying & { readonly tally?: Tally };

/** So many events of a machine are read at once, and so many such pages before the timer comes again. */
export const pages = { size: 400, atOnce: 4 };

/**
 * The books of an emptied bin close: its deposits are counted page by page, each page once, and the sum goes to the
 * collection. Reading begins when all that was recorded in time can be read.
 */
export async function countIsDue(origin: Origin, timer: Timer): Promise<{ replayed: boolean }> {
  const { brand } = origin;
  const { deviceId, emptiedAt } = timer.data as { deviceId: string; emptiedAt: string };
  const [mine] = await getAll<[Counting]>([emptyingKey(brand, deviceId, emptiedAt)]);
  if (mine === undefined || mine.count !== undefined) return commit(origin, { changes: [disarm(timer)] });
  const emptyings = await emptyingsOf(brand, deviceId);
  const start = mine.tally ?? { ...nothing, from: countFrom(emptyings, mine) ?? '0' };
  const { tally, finished } = await countOn(brand, mine, emptyings, start);
  if (finished) return close(origin, timer, mine, tally);
  return commit(origin, {
    changes: [rearm(timer, later(now(), 1000)), update(emptyingKey(brand, deviceId, emptiedAt), { set: { tally } })],
  });
}

const nothing: Count = { deposits: 0, containers: [], lateDeposits: 0, late: [] };

/** Counts on for some pages. Finished: what follows was deposited after the emptying, or nothing follows. */
async function countOn(
  brand: string,
  mine: StoredEmptying,
  emptyings: readonly StoredEmptying[],
  start: Tally,
): Promise<{ tally: Tally; finished: boolean }> {
  let tally = start;
  for (let page = 0; page < pages.atOnce; page++) {
    const { from } = tally;
    const items = await query(eventPartition(brand, subjectOf('device', mine.deviceId)), { from, limit: pages.size });
    const last = items.at(-1);
    if (last === undefined) return { tally, finished: true };
    tally = { ...counted(tally, mine, emptyings, items), from: `${last.sk}!` };
    if ((last.time as string) > mine.emptiedAt) return { tally, finished: true };
  }
  return { tally, finished: false };
}

function counted(so: Count, mine: StoredEmptying, emptyings: readonly StoredEmptying[], items: readonly Item[]): Count {
  const deposits = items
    .filter(isDeposit)
    .filter((deposit) => countedWith(emptyings, deposit)?.emptiedAt === mine.emptiedAt);
  const late = deposits.filter((deposit) => carriedBy(emptyings, deposit)?.emptiedAt !== mine.emptiedAt);
  const sums = (of: readonly DepositItem[]) => of.map(({ data }) => data.containers);
  return {
    deposits: so.deposits + deposits.length,
    containers: together(so.containers, ...sums(deposits)),
    lateDeposits: so.lateDeposits + late.length,
    late: together(so.late, ...sums(late)),
  };
}

interface DepositItem {
  readonly time: string;
  readonly recordedAt: string;
  readonly data: { readonly containers: Containers };
}

const isDeposit = (item: Item): item is Item & DepositItem => item.type === depositRecorded.type;

function close(
  origin: Origin,
  timer: Timer,
  { collectionId, deviceId, emptiedAt }: StoredEmptying,
  { from: _from, ...count }: Tally,
): Promise<{ replayed: boolean }> {
  const { brand } = origin;
  return retryOnConflict(async () => {
    const before = await collectionOf(brand, collectionId);
    const emptyings = before.emptyings.map((each) =>
      each.deviceId === deviceId && each.emptiedAt === emptiedAt ? { ...each, count } : each,
    );
    const { events, changes } = becoming(brand, before, { emptyings });
    const data = { collectionId, deviceId, emptiedAt, ...count };
    return commit(origin, {
      events: [say(collectionCounted, { about: collectionId, effect: 'counted', data }), ...events],
      changes: [
        disarm(timer),
        update(emptyingKey(brand, deviceId, emptiedAt), { set: { count }, remove: ['tally'] }),
        ...changes,
      ],
    });
  });
}
