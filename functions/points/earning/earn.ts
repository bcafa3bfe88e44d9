import type { EventOf } from '#events/event.ts';
import { pointsEarned } from '#events/points/points.earned.ts';
import { pointsRefused } from '#events/points/points.refused.ts';
import type { Change } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { retryOnConflict } from '#layers/table/retry-on-conflict.ts';
import { headOf, heads } from '../ledger/account.ts';
import { anyHead, type Head } from '../ledger/head.ts';
import type { Lot } from '../ledger/lots.ts';
import { type CappedWeek, income, post } from '../ledger/posting.ts';
import type { Decision } from '../rules.ts';

/** Something that earns points which can be spent at once. */
export interface Earned {
  readonly accountId: string;
  readonly effect: string;
  readonly decision: Decision;
  /** Where they go; absent where the brand gives no points. */
  readonly lot: Lot | undefined;
  /** By what they are earned, as the entry says it: of a deposit, or on which occasion. */
  readonly by?: Pick<EventOf<typeof pointsEarned>['data'], 'containers' | 'deviceId' | 'siteId' | 'occasion'>;
  /** The week that it counts in, and the account on which that is counted: as it seems, for the ledger may not have heard of a link yet. */
  readonly cap?: CappedWeek & { readonly accountId: string };
  /** What else goes with it, whether it earns or not. */
  readonly changes?: readonly Change[];
}

/**
 * Books what a rule decided: the entry and the account's head in one transaction of 4 write units, or the refusal with
 * its reason; of a brand that gives no points nothing is said. The first of a lot arms its expiry too. Booked once for a cause
 * and effect, for ever.
 */
export async function earn(origin: Origin, earned: Earned): Promise<{ replayed: boolean }> {
  const { decision, cap, lot } = earned;
  if (lot === undefined) return commit(origin, { changes: earned.changes });
  if ('refused' in decision) return refuse(origin, earned, decision.refused);
  return retryOnConflict(async (attempt) => {
    // Nearly always lot and week are there with room, and nothing is owed: this is found out by trying and not by a read.
    const [own, counted] = attempt === 1 ? usual({ ...earned, lot }) : await asTheyStand(origin.brand, earned);
    const room = cap ? cap.most - (counted.weeks[cap.monday] ?? 0) : decision.points;
    if (room <= 0) return refuse(origin, earned, 'weekly-cap');
    return book(origin, { ...earned, lot }, { decision, points: Math.min(room, decision.points) }, [own, counted]);
  });
}

type Placed = Earned & { readonly lot: Lot };

/** The account that earns, and the one on which the week is counted: that of whoever holds the card as the ledger has heard. */
async function asTheyStand(brand: string, { accountId, cap }: Earned): Promise<[Head, Head]> {
  const seeming = cap?.accountId ?? accountId;
  const found = await heads(brand, [...new Set([accountId, seeming])]);
  const own = found[0] as Head;
  const holder = own.holder ?? accountId;
  return [own, found.find((head) => head.accountId === holder) ?? (await headOf(brand, holder))];
}

function usual({ accountId, lot, cap }: Placed): [Head, Head] {
  const usually = { lots: { [lot]: 0 }, weeks: cap ? { [cap.monday]: 0 } : {} };
  return [
    { ...anyHead(accountId), ...usually },
    { ...anyHead(cap?.accountId ?? accountId), ...usually },
  ];
}

/** What a card earns is counted on its own account too: it goes along when the card changes hands. */
function book(
  origin: Origin,
  { accountId, effect, lot, by, cap, changes = [] }: Placed,
  { decision, points }: { decision: Exclude<Decision, { points: 0 }>; points: number },
  [own, counted]: readonly [Head, Head],
): Promise<{ replayed: boolean }> {
  const { repaid, ...moved } = income(own, [{ lot, points }]);
  const over = decision.points - points;
  const data = { accountId, ...decision, points, lot, ...by, repaid, ...(over > 0 && { over }) };
  const customerId = counted.accountId === accountId ? undefined : counted.accountId;
  const week = cap && { ...cap, points };
  const ofCard = cap && { monday: cap.monday, oldest: cap.oldest, points };
  const posting = { accountId, ...moved, entries: 1, ...(cap && { heldBy: { customerId } }) };
  return commit(origin, {
    events: [say(pointsEarned, { about: accountId, effect, data })],
    changes: [
      ...post(origin, { ...posting, week: customerId === undefined ? week : ofCard }, own),
      ...(customerId === undefined ? [] : post(origin, { accountId: customerId, week, entries: 0 }, counted)),
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
