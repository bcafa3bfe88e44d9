import type { Programme } from '#brands/programmes.ts';
import { personBehind } from '#layers/published/customers/person.ts';
import type { Instant } from '#layers/time/clock.ts';
import { type Lot, lotOf } from './lots.ts';

/** The zone by whose clocks an account's points expire and its days are counted: its holder's, else the programme's. */
export const zoneOf = async ({ id, zone }: Programme, accountId: string): Promise<string> =>
  (await personBehind(id, accountId))?.zone ?? zone;

/** The lot of what becomes active on an account at an instant. */
export async function lotAt(programme: Programme, accountId: string, at: Instant): Promise<Lot> {
  return lotOf(at, await zoneOf(programme, accountId), monthsOf(programme));
}

/** For how many months points are good. Throws where the brand gives none: nothing of it asks for a lot. */
export function monthsOf({ id, points }: Programme): number {
  if (points === undefined) throw new Error(`${id} gives no points`);
  return points.expireAfterMonths;
}
