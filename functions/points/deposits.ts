import type { Containers } from '#events/containers.ts';
import type { Event } from '#events/event.ts';
import { personBehind } from '#layers/people/person.ts';
import type { Heard } from '#layers/runtime/on-event.ts';
import { earn } from './ledger.ts';
import { lotOf } from './lots.ts';
import { containerPoints } from './rules.ts';

/**
 * P04: what the containers of a deposit earn, by the programme as it stands when the ledger applies it. An anonymous
 * deposit earns nothing yet: its claim will.
 */
export async function earnByContainers(
  { data, time }: Event<{ accountId?: string; containers: Containers }>,
  { programme, origin }: Heard,
): Promise<void> {
  const { accountId, containers } = data;
  if (accountId === undefined) return;
  const decision = containerPoints(programme.points, containers);
  const zone = (await personBehind(programme.id, accountId))?.zone ?? programme.zone;
  const lot = programme.points ? lotOf(time, zone, programme.points.expireAfterMonths) : '';
  await earn(origin, { accountId, effect: 'containers', decision, lot, containers });
}
