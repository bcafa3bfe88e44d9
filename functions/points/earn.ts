import type { Containers } from '#events/containers.ts';
import { pointsEarned } from '#events/points.earned.ts';
import { pointsRefused } from '#events/points.refused.ts';
import type { Change } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { type Head, heads, income, type Posting, post, whileOvertaken } from './account.ts';
import type { Lot } from './lots.ts';
import type { Decision } from './rules.ts';

/** Something that earns points which can be spent at once. */
export interface Earned {
  readonly accountId: string;
  readonly effect: string;
  readonly decision: Decision;
  readonly lot: Lot;
  readonly containers?: Containers;
  /** The most that counts in a civil week, and on whose account it is counted. */
  readonly cap?: { readonly accountId: string; readonly monday: string; readonly most: number };
  /** What else goes with it, whether it earns or not. */
  readonly changes?: readonly Change[];
}

/**
 * Books what a rule decided: the entry and the account's head in one transaction of 4 write units, or the refusal with
 * its reason. The first of a lot arms its expiry too. Booked once for a cause and effect, for ever.
 */
export async function earn(origin: Origin, earned: Earned): Promise<{ replayed: boolean }> {
  const { decision, cap } = earned;
  if ('refused' in decision) return refuse(origin, earned, decision.refused);
  return whileOvertaken(async (attempt) => {
    // Nearly always lot and week are there with room, and nothing is owed: this is found out by trying and not by a read.
    const [own, counted] = attempt === 1 ? usual(earned) : await asTheyStand(origin.brand, earned);
    const room = cap ? cap.most - (counted.weeks[cap.monday] ?? 0) : decision.points;
    if (room <= 0) return refuse(origin, earned, 'weekly-cap');
    return book(origin, earned, { decision, points: Math.min(room, decision.points) }, [own, counted]);
  });
}

/** The account that earns, and the one on which the week is counted. */
async function asTheyStand(brand: string, { accountId, cap }: Earned): Promise<[Head, Head]> {
  const counting = cap?.accountId ?? accountId;
  const found = await heads(brand, [...new Set([accountId, counting])]);
  return [found[0] as Head, found.at(-1) as Head];
}

function usual({ accountId, lot, cap }: Earned): [Head, Head] {
  const head = { lots: { [lot]: 0 }, pending: 0, debt: 0, weeks: cap ? { [cap.monday]: 0 } : {} };
  return [
    { ...head, accountId },
    { ...head, accountId: cap?.accountId ?? accountId },
  ];
}

function book(
  origin: Origin,
  { accountId, effect, lot, containers, cap, changes = [] }: Earned,
  { decision, points }: { decision: Exclude<Decision, { points: 0 }>; points: number },
  [own, counted]: readonly [Head, Head],
): Promise<{ replayed: boolean }> {
  const { repaid, ...moved } = income(own, [{ lot, points }]);
  const over = decision.points - points;
  const data = { accountId, ...decision, points, lot, containers, repaid, ...(over > 0 && { over }) };
  const week = cap && { monday: cap.monday, points, most: cap.most };
  const posting: Posting = { accountId, ...moved, entries: 1 };
  const apart = counted.accountId !== accountId;
  return commit(origin, {
    events: [say(pointsEarned, { about: accountId, effect, data })],
    changes: [
      ...post(origin, apart ? posting : { ...posting, week }, own),
      ...(apart ? post(origin, { accountId: counted.accountId, week, entries: 0 }, counted) : []),
      ...changes,
    ],
  });
}

function refuse(
  origin: Origin,
  { accountId, effect, changes }: Earned,
  reason: 'no-rule' | 'nothing-counts' | 'other-currency' | 'weekly-cap',
): Promise<{ replayed: boolean }> {
  const refused = say(pointsRefused, { about: accountId, effect, data: { accountId, reason } });
  return commit(origin, { events: [refused], changes });
}
