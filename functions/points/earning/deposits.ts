import type { Programme } from '#brands/programmes.ts';
import type { depositClaimed } from '#events/devices/deposit.claimed.ts';
import type { depositRecorded } from '#events/devices/deposit.recorded.ts';
import type { EventOf } from '#events/event.ts';
import { personBehind } from '#layers/published/customers/person.ts';
import type { Heard } from '#layers/runtime/on-event.ts';
import { civilMonth, civilWeek } from '#layers/time/civil.ts';
import type { Instant } from '#layers/time/clock.ts';
import { lotOf } from '../ledger/lots.ts';
import type { CappedWeek } from '../ledger/posting.ts';
import { containerPoints } from '../rules.ts';
import { earn } from './earn.ts';

/**
 * P04: what the containers of a deposit earn, by the programme as it stands when the ledger applies it. An anonymous
 * deposit earns nothing yet: its claim will. A brand that gives no points keeps nothing of it.
 */
export async function earnByContainers(
  { data, time }: EventOf<typeof depositRecorded> | EventOf<typeof depositClaimed>,
  { programme, origin }: Heard,
): Promise<void> {
  const { accountId, containers, deviceId, siteId } = data;
  const at = 'deposit' in data ? data.deposit.time : time; // a claim is about a deposit that was made before
  const { id: brand, points: rules, zone } = programme;
  if (accountId === undefined || rules === undefined) return;
  const person = await personBehind(brand, accountId);
  const week = cappedWeek(programme, at);
  await earn(origin, {
    accountId,
    effect: 'containers',
    decision: containerPoints(rules, containers),
    lot: lotOf(at, person?.zone ?? zone, rules.expireAfterMonths),
    by: { containers, deviceId, siteId },
    ...(week && { cap: { accountId: person?.customerId ?? accountId, ...week } }),
  });
}

/** The counts of weeks stand on one item, whose expressions DynamoDB bounds, so they are kept so many months at most. */
const longest = 24;

/** The week in which an instant counts; undefined where the programme has no cap. It is remembered until what was earned in it is over. */
function cappedWeek({ zone, points }: Programme, at: Instant): CappedWeek | undefined {
  const { deposits, expireAfterMonths = 0 } = points ?? {};
  if (deposits?.weeklyCap === undefined) return undefined;
  const months = Math.min(expireAfterMonths, longest) + 2;
  return { monday: civilWeek(at, zone), most: deposits.weeklyCap, oldest: civilMonth(at, zone, -months) };
}
