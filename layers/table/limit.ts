import { days, later, now } from '#layers/time/clock.ts';
import { type Change, type Update, update } from './change.ts';
import { commit } from './commit.ts';
import type { Origin } from './origin.ts';

/** So many times at most in each minute, hour or day (UTC). */
export interface Limit {
  readonly most: number;
  readonly each: keyof typeof lengths;
}

/** How many characters of an instant name the span that it lies in. */
const lengths = { day: 10, hour: 13, minute: 16 };

/**
 * The changes that count one time more of `what` in the partition `pk`, which the caller's capability owns. Where any limit is
 * reached, their transaction fails with what `orElse` gives. Limits of growing spans make a wait that grows: who has used up
 * the minute waits for the next one, who has used up the hour for the next hour. The counts go by themselves after two days.
 */
export function counted(pk: string, what: string, limits: readonly Limit[], orElse: () => Error): Update[] {
  const at = now();
  const ttl = Math.ceil(Date.parse(later(at, days(2))) / 1000);
  return limits.map(({ most, each }) =>
    update(
      { pk, sk: `${what}#${at.slice(0, lengths[each])}` },
      { add: { times: 1 }, set: { ttl }, when: { below: { times: most } }, orElse },
    ),
  );
}

/**
 * Counts a request by itself, before what it asks for is begun, and once however often it is sent: a repetition counts nothing and
 * is never refused. Where it is refused nothing is written, and it may be sent again later.
 */
export async function countOnce({ once, ...origin }: Origin, changes: readonly Change[]): Promise<void> {
  await commit({ ...origin, ...(once && { once: { ...once, sk: 'counted' } }) }, { changes });
}

/**
 * Counts a try by itself, before what was sent is looked at: a refusal writes nothing, and of tries that are sent all at once none is
 * looked at uncounted. The request's own key is left for what comes of it.
 */
export async function countTry({ once: _once, ...origin }: Origin, changes: readonly Change[]): Promise<void> {
  await commit(origin, { changes });
}
