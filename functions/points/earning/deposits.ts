import type { depositClaimed } from '#events/devices/deposit.claimed.ts';
import type { depositRecorded } from '#events/devices/deposit.recorded.ts';
import type { EventOf } from '#events/event.ts';
import { personBehind } from '#layers/published/customers/person.ts';
import type { Heard } from '#layers/runtime/on-event.ts';
import { civilWeek } from '#layers/time/civil.ts';
import { lotOf } from '../ledger/lots.ts';
import { containerPoints } from '../rules.ts';
import { earn } from './earn.ts';

/**
 * P04: what the containers of a deposit earn, by the programme as it stands when the ledger applies it. An anonymous
 * deposit earns nothing yet: its claim will. A brand that gives no points keeps nothing of it. The most of a week is counted on the account of whoever holds the card now.
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
  const most = rules.deposits?.weeklyCap;
  await earn(origin, {
    accountId,
    effect: 'containers',
    decision: containerPoints(rules, containers),
    lot: lotOf(at, person?.zone ?? zone, rules.expireAfterMonths),
    by: { containers, deviceId, siteId },
    ...(most && { cap: { accountId: person?.customerId ?? accountId, monday: civilWeek(at, zone), most } }),
  });
}
