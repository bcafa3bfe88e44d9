import type { Programme } from '#brands/programmes.ts';
import { collectionEmptied } from '#events/collection.emptied.ts';
import { type Change, create } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { arm } from '#layers/table/timer.ts';
import { between, hours, type Instant, later, minutes } from '#layers/time/clock.ts';
import { binsOf, changeBin, emptyingKey, type StoredBin } from './bins.ts';
import { becoming, collectionOf, type Stored, whileOvertaken } from './books.ts';
import type { EmptiedBin } from './collection.ts';
import { problem } from './problems.ts';
import { movingOut, termsOf } from './requests.ts';

/** Clocks of people may be so far ahead of ours. */
const skew = minutes(5);

/** When something was, which may not lie ahead; without a word it is now. Throws `instant-ahead`. */
export function instantOf({ cause }: Origin, said: Instant | undefined): Instant {
  const at = said ?? cause.time;
  if (between(cause.time, at) > skew) throw problem('instant-ahead');
  return at;
}

const atMost = 40;

/** A collection holds so much and no more, as it is one item. Throws `collection-crowded`. */
export function demandRoom({ emptyings, weighings, receipts }: Stored): void {
  if (emptyings.length + weighings.length + receipts.length >= atMost) throw problem('collection-crowded');
}

/** What was recorded when its books close is in the table for all to read so much later. */
const settling = minutes(2);

/**
 * A carrier emptied a bin, in this collection, whether it was asked for here, elsewhere or not at all. Its deposits are
 * counted when those that are under way had their time to arrive.
 */
export async function empty(
  origin: Origin,
  programme: Programme,
  collectionId: string,
  { deviceId, at }: { deviceId: string; at?: Instant | undefined },
): Promise<{ id: string; deviceId: string; emptiedAt: Instant; closesAt: Instant }> {
  const emptiedAt = instantOf(origin, at);
  const settled = later(emptiedAt, hours(termsOf(programme).settleHours));
  const closesAt = settled > origin.cause.time ? settled : origin.cause.time;
  const emptied = { deviceId, emptiedAt, closesAt };
  return whileOvertaken(async () => {
    const before = await collectionOf(origin.brand, collectionId);
    demandRoom(before);
    const [bin] = (await binsOf(origin.brand, [deviceId])) as [StoredBin];
    const left = answers(bin, collectionId, emptiedAt) ? [bin] : [];
    const moved = await movingOut(origin, left, collectionId);
    const { answer } = await commit(origin, {
      events: [
        say(collectionEmptied, {
          about: collectionId,
          effect: `emptied:${deviceId}`,
          data: { collectionId, ...emptied },
        }),
        ...moved.events,
      ],
      changes: [
        ...booked(origin, before, emptied),
        ...moved.changes,
        emptying(origin.brand, bin, emptiedAt, left.length > 0),
      ],
      answer: { id: collectionId, ...emptied },
    });
    return answer;
  });
}

/** Whether an emptying is what was asked of a bin: in this collection always, else if it was wanted by then. */
const answers = ({ asked, askedSince = '' }: StoredBin, collectionId: string, emptiedAt: Instant): boolean =>
  asked === collectionId || (asked !== undefined && askedSince <= emptiedAt);

function booked(origin: Origin, before: Stored, emptied: EmptiedBin): Change[] {
  const { brand } = origin;
  const { deviceId, emptiedAt, closesAt } = emptied;
  const done = { deviceId, state: 'emptied' as const };
  const known = before.bins.some((bin) => bin.deviceId === deviceId);
  const bins = known ? before.bins.map((bin) => (bin.deviceId === deviceId ? done : bin)) : [...before.bins, done];
  const data = { collectionId: before.id, deviceId, emptiedAt };
  return [
    create({ ...emptyingKey(brand, deviceId, emptiedAt), ...emptied, collectionId: before.id }, () =>
      problem('emptying-known'),
    ),
    ...becoming(brand, before, { bins, emptyings: [...before.emptyings, emptied] }).changes,
    arm(origin, { subject: `bin#${deviceId}`, kind: 'count', name: emptiedAt, dueAt: later(closesAt, settling), data }),
  ];
}

function emptying(brand: string, bin: StoredBin, emptiedAt: Instant, answered: boolean): Change {
  const last = bin.emptiedAt !== undefined && bin.emptiedAt > emptiedAt ? bin.emptiedAt : emptiedAt;
  return changeBin(brand, bin, { set: { emptiedAt: last }, remove: answered ? ['asked', 'askedSince'] : [] });
}
