import type { Programme } from '#brands/programmes.ts';
import { collectionEmptied } from '#events/collections/collection.emptied.ts';
import { type Change, create } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { retryOnConflict } from '#layers/table/retry-on-conflict.ts';
import { arm } from '#layers/table/timer.ts';
import { between, hours, type Instant, later, minutes } from '#layers/time/clock.ts';
import { becoming, collectionOf, type Stored } from '../books/books.ts';
import type { EmptiedBin } from '../books/collection.ts';
import { demandRoom, instantOf } from '../books/limits.ts';
import { asking, movingOut, termsOf } from '../books/requests.ts';
import { contract } from '../contract.ts';
import { problem } from '../problems.ts';
import { longestDelay } from '../rules.ts';
import { binsOf, changeBin, emptyingKey, type StoredBin } from './bins.ts';

/** What was recorded when its books close is in the table for all to read so much later. */
const settling = minutes(2);

/**
 * A carrier emptied a bin, in this collection, whether it was asked for here, elsewhere or not at all. Its deposits are
 * counted when those that are under way had their time to arrive. Where it was found full since, it is asked for again.
 */
export async function empty(
  origin: Origin,
  programme: Programme,
  collectionId: string,
  { deviceId, at }: { deviceId: string; at?: Instant | undefined },
): Promise<{ id: string; deviceId: string; emptiedAt: Instant; closesAt: Instant }> {
  const emptiedAt = instantOf(origin, at);
  if (between(emptiedAt, origin.cause.time) > longestDelay) throw problem('emptying-too-old');
  const settled = later(emptiedAt, hours(termsOf(programme).settleHours));
  const closesAt = settled > origin.cause.time ? settled : origin.cause.time;
  const emptied = { deviceId, emptiedAt, closesAt };
  return retryOnConflict(async (attempt) => {
    const before = await collectionOf(origin.brand, collectionId);
    demandRoom(before.emptyings);
    const [bin] = (await binsOf(origin.brand, [deviceId])) as [StoredBin];
    const left = answers(bin, collectionId, emptiedAt) ? [bin] : [];
    const moved = await movingOut(origin, left, collectionId);
    const fullAgain = left.length > 0 && fullSince(bin, emptiedAt);
    const again = fullAgain ? asking(origin, programme, { why: 'full', bins: [bin], attempt }) : undefined;
    const { answer } = await commit(origin, {
      events: [
        say(collectionEmptied, {
          about: collectionId,
          effect: `emptied:${deviceId}`,
          data: { collectionId, ...emptied },
        }),
        ...moved.events,
        ...(again ? [again.said] : []),
      ],
      changes: [
        ...booked(origin, before, { ...emptied, siteId: bin.siteId }),
        ...moved.changes,
        ...(again?.changes ?? []),
        emptying(origin.brand, bin, emptiedAt, { answered: left.length > 0, again: again?.collection.id }),
      ],
      answer: { id: collectionId, ...emptied },
    });
    return answer;
  });
}

/** Whether a bin was found full after it was emptied, when nobody knew of the emptying yet. */
const fullSince = ({ fullAt = '' }: StoredBin, emptiedAt: Instant): boolean => fullAt > emptiedAt;

/** Whether an emptying is what was asked of a bin: in this collection always, else if it was wanted by then. */
const answers = (bin: StoredBin, collectionId: string, emptiedAt: Instant): boolean =>
  bin.asked === collectionId ||
  (bin.asked !== undefined && (bin.askedSince ?? '') <= emptiedAt && !fullSince(bin, emptiedAt));

function booked(origin: Origin, before: Stored, { siteId, ...emptied }: EmptiedBin & { siteId: string }): Change[] {
  const { brand } = origin;
  const { deviceId, emptiedAt, closesAt } = emptied;
  const done = { deviceId, siteId, state: 'emptied' as const };
  const known = before.bins.some((bin) => bin.deviceId === deviceId);
  const bins = known ? before.bins.map((bin) => (bin.deviceId === deviceId ? done : bin)) : [...before.bins, done];
  const data = { collectionId: before.id, deviceId, emptiedAt };
  return [
    create({ ...emptyingKey(brand, deviceId, emptiedAt), ...emptied, collectionId: before.id }, () =>
      problem('emptying-known'),
    ),
    ...becoming(brand, before, { bins, emptyings: [...before.emptyings, emptied] }).changes,
    arm(origin, {
      subject: `bin#${deviceId}`,
      kind: 'count',
      class: contract.timers.count,
      name: emptiedAt,
      dueAt: later(closesAt, settling),
      data,
    }),
  ];
}

function emptying(
  brand: string,
  bin: StoredBin,
  emptiedAt: Instant,
  { answered, again }: { answered: boolean; again: string | undefined },
): Change {
  const last = bin.emptiedAt !== undefined && bin.emptiedAt > emptiedAt ? bin.emptiedAt : emptiedAt;
  if (again !== undefined)
    return changeBin(brand, bin, { set: { emptiedAt: last, asked: again, askedSince: bin.fullAt } });
  return changeBin(brand, bin, { set: { emptiedAt: last }, remove: answered ? ['asked', 'askedSince'] : [] });
}
