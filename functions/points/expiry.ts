import { pointsExpired } from '#events/points.expired.ts';
import { pointsExpiring } from '#events/points.expiring.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { disarm, rearm, type Timer } from '#layers/table/timer.ts';
import { now } from '#layers/time/clock.ts';
import { dropping, heldBy } from './ledger.ts';
import { moments } from './lot-timer.ts';
import { goodUntil, type Lot } from './lots.ts';

/** Warns of a lot, or books it as expired, as far as its time has come; then waits for what comes next. */
export async function lotIsDue(origin: Origin, timer: Timer): Promise<{ replayed: boolean }> {
  const { accountId, lot } = timer.data as { accountId: string; lot: Lot };
  const held = (await heldBy(origin.brand, accountId)).find((share) => share.lot === lot);
  const share = held ?? { accountId, lot, points: 0 };
  const ahead = moments(lot).find(({ at }) => at > now());
  if (ahead === undefined) {
    return commit(origin, {
      events: share.points > 0 ? [say(pointsExpired, { about: accountId, effect: 'expired', data: share })] : [],
      changes: [...(held === undefined ? [] : [dropping(origin, share)]), disarm(timer)],
    });
  }
  const reached = moments(lot).findLast(({ at }) => at <= now());
  const warning = { ...share, on: goodUntil(lot), days: reached?.days ?? 0 };
  const said = share.points > 0 && reached !== undefined;
  return commit(origin, {
    events: said ? [say(pointsExpiring, { about: accountId, effect: 'expiring', data: warning })] : [],
    changes: [rearm(timer, ahead.at)],
  });
}
