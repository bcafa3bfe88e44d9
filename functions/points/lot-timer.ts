import type { Change } from '#layers/table/change.ts';
import type { Origin } from '#layers/table/origin.ts';
import { arm } from '#layers/table/timer.ts';
import { days, type Instant, later } from '#layers/time/clock.ts';
import { expiryOf, type Lot } from './lots.ts';

/** P06: so many days before a lot expires its holder is warned. */
const warnings = [30, 7];

/** When the timer of a lot goes off: at each warning, and when the lot expires. */
export const moments = (lot: Lot): { at: Instant; days: number }[] =>
  [...warnings, 0].map((before) => ({ at: later(expiryOf(lot), -days(before)), days: before }));

/** The one timer of a lot of an account, armed with its first points. */
export function armLot(origin: Origin, accountId: string, lot: Lot): Change {
  const next = moments(lot).find(({ at }) => at > origin.cause.time) ?? { at: expiryOf(lot) };
  return arm(origin, {
    subject: `account#${accountId}`,
    kind: 'lot',
    name: lot,
    dueAt: next.at,
    data: { accountId, lot },
  });
}
