import type { Change } from '#layers/table/change.ts';
import type { Origin } from '#layers/table/origin.ts';
import { type Armed, arm } from '#layers/table/timer.ts';
import { days, type Instant, later, now } from '#layers/time/clock.ts';
import { contract } from '../contract.ts';
import { expiryOf, type Lot } from '../ledger/lots.ts';

/** P06: so many days before a lot expires its holder is warned. */
const warnings = [30, 7];

/** When the timer of a lot goes off: at each warning, and when the lot expires. */
export const moments = (lot: Lot): { at: Instant; days: number }[] =>
  [...warnings, 0].map((before) => ({ at: later(expiryOf(lot), -days(before)), days: before }));

/** The one timer of a lot of an account. Points that come into a lot that is over already expire at once. */
export const lotTimer = (accountId: string, lot: Lot): Armed => ({
  subject: `account#${accountId}`,
  kind: 'lot',
  class: contract.timers.lot,
  name: lot,
  dueAt: moments(lot).find(({ at }) => at > now())?.at ?? now(),
  data: { accountId, lot },
});

/** Armed with the first points of a lot. */
export const armLot = (origin: Origin, accountId: string, lot: Lot): Change => arm(origin, lotTimer(accountId, lot));
