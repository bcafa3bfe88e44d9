import { pointsExpired } from '#events/points/points.expired.ts';
import { pointsExpiring } from '#events/points/points.expiring.ts';
import { personBehind } from '#layers/published/customers/person.ts';
import { create } from '#layers/table/change.ts';
import { commit, commitIf } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { get } from '#layers/table/read.ts';
import { disarm, firedBy, Overtaken, rearm, Timer, timerOf } from '#layers/table/timer.ts';
import { now } from '#layers/time/clock.ts';
import { headOf, headsOf } from '../ledger/account.ts';
import { type Head, sharesOf } from '../ledger/head.ts';
import { expiryOf, goodUntil, type Lot, type Share, sumOf } from '../ledger/lots.ts';
import { dropLot } from '../ledger/posting.ts';
import { lotTimer, moments } from './lot-timer.ts';

type Done = Promise<{ replayed: boolean }>;

/** Warns of a lot, or books it as expired, when its time has come; then waits for what comes next. */
export async function lotIsDue(origin: Origin, timer: Timer): Done {
  const { accountId, lot } = timer.data as { accountId: string; lot: Lot };
  if (timer.dueAt >= expiryOf(lot)) return expire(origin, timer, accountId, lot);
  const next = moments(lot).find(({ at }) => at > timer.dueAt && at > now())?.at ?? expiryOf(lot);
  const reached = moments(lot).findLast(({ at }) => at <= now());
  const wait = rearm(timer, next);
  if (reached === undefined || reached.days === 0) return commit(origin, { changes: [wait] });
  const customerId = (await personBehind(origin.brand, accountId))?.customerId ?? accountId;
  return warn(origin, { customerId, lot, days: reached.days }, wait);
}

async function expire(origin: Origin, timer: Timer, accountId: string, lot: Lot): Done {
  const points = (await headOf(origin.brand, accountId)).lots[lot];
  const share = { accountId, lot, points: points ?? 0 };
  return commit(origin, {
    events: share.points > 0 ? [say(pointsExpired, { about: accountId, effect: 'expired', data: share })] : [],
    changes: [...(points === undefined ? [] : [dropLot(origin, share)]), disarm(timer)],
  });
}

/** One warning for all that a customer would lose on a day, whichever of the lots comes first. */
async function warn(
  origin: Origin,
  { customerId, lot, days }: { customerId: string; lot: Lot; days: number },
  wait: ReturnType<typeof rearm>,
): Done {
  const on = goodUntil(lot);
  const ending = sharesOf(await headsOf(origin.brand, customerId)).filter((share) => goodUntil(share.lot) === on);
  const points = sumOf(ending);
  if (points === 0) return commit(origin, { changes: [wait] });
  const data = { accountId: customerId, points, lot, on, days };
  const once = create({ pk: `points#${origin.brand}#warned#${customerId}`, sk: `${on}#${days}` });
  const warning = say(pointsExpiring, { about: customerId, effect: 'expiring', data });
  const warned = await commitIf(origin, once, { events: [warning], changes: [wait] });
  return warned ?? commit(origin, { changes: [wait] });
}

/** All accounts of a customer, their own first, after what was due to expire in them is booked. */
export async function headsBooked(origin: Origin, customerId: string): Promise<[Head, ...Head[]]> {
  const heads = await headsOf(origin.brand, customerId);
  const due = sharesOf(heads).filter(({ lot, points }) => points > 0 && expiryOf(lot) <= now());
  if (due.length === 0) return heads;
  for (const share of due) await fireNow(origin, share);
  return headsOf(origin.brand, customerId);
}

/** Does what the timer of a lot that is over will do, before it: whoever comes second does nothing. */
async function fireNow(origin: Origin, { accountId, lot }: Share): Promise<void> {
  const { pk, sk } = timerOf(origin, lotTimer(accountId, lot));
  for (;;) {
    const item = await get({ pk, sk });
    if (item === undefined) return;
    const timer = Timer.parse(item);
    try {
      const { replayed } = await lotIsDue(firedBy(timer), timer);
      if (replayed || timer.dueAt >= expiryOf(lot)) return;
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  }
}
