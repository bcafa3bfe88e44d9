import { civilMonth, dayAfter, endOfMonth, monthOf } from '#layers/time/civil.ts';
import type { Instant } from '#layers/time/clock.ts';
import { lastDay } from '#layers/time/month.ts';

/**
 * Points that expire together: those earned in one civil month of one zone. `2027-11@Europe/Madrid` is good until November
 * 2027 ends in Madrid.
 */
export type Lot = string;

/** P06: points earned in a civil month expire together, at the end of the month so many months later, by the holder's clocks. */
export const lotOf = (at: Instant, zone: string, expireAfterMonths: number): Lot =>
  `${civilMonth(at, zone, expireAfterMonths)}@${zone}`;

const parts = (lot: Lot): [month: string, zone: string] => lot.split('@') as [string, string];

/** The first instant at which the lot is worth nothing. */
export const expiryOf = (lot: Lot): Instant => endOfMonth(...parts(lot));

/** The last civil day on which the lot is good, `2027-11-30`. */
export const goodUntil = (lot: Lot): string => lastDay(parts(lot)[0]);

/** So many points of one lot of one account. */
export interface Share {
  readonly accountId: string;
  readonly lot: Lot;
  readonly points: number;
}

/** Those that are still good at `asOf`, soonest to expire first; whose they are and the lot's name settle a tie. */
export function good(shares: readonly Share[], asOf: Instant): Share[] {
  return shares
    .filter(({ points }) => points > 0)
    .map((share) => ({ share, expiry: expiryOf(share.lot) }))
    .filter(({ expiry }) => expiry > asOf)
    .sort(
      (a, b) =>
        compare(a.expiry, b.expiry) ||
        compare(a.share.accountId, b.share.accountId) ||
        compare(a.share.lot, b.share.lot),
    )
    .map(({ share }) => share);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const sumOf = (shares: readonly Share[]): number => shares.reduce((sum, { points }) => sum + points, 0);

/** So many points of the first shares; all of them where there are fewer. */
export function takeFirst(shares: readonly Share[], points: number): Share[] {
  let missing = points;
  const taken = shares.map((share) => {
    const part = Math.min(share.points, missing);
    missing -= part;
    return { ...share, points: part };
  });
  return taken.filter((share) => share.points > 0);
}

/** What is left of shares when some of them, or parts of them, are taken. */
export function without(shares: readonly Share[], taken: readonly Share[]): Share[] {
  const of = ({ accountId, lot }: Share) =>
    taken.find((each) => each.accountId === accountId && each.lot === lot)?.points ?? 0;
  return shares.map((share) => ({ ...share, points: share.points - of(share) }));
}

/** What is good at `asOf` of the months in which a civil week begins and ends, what expires last first. */
export function ofWeek(shares: readonly Share[], monday: string, expireAfterMonths: number, asOf: Instant): Share[] {
  const months = [monday, dayAfter(monday, 6)].map((day) => monthOf(day, expireAfterMonths));
  return good(shares, asOf)
    .filter(({ lot }) => months.includes(parts(lot)[0]))
    .reverse();
}

/** Takes `points` from what is good at `asOf`, soonest to expire first; undefined where there are not enough. */
export function take(shares: readonly Share[], points: number, asOf: Instant): Share[] | undefined {
  const taken = takeFirst(good(shares, asOf), points);
  return sumOf(taken) === points ? taken : undefined;
}

/** What expires when, day by day, soonest first. */
export function expiring(shares: readonly Share[], asOf: Instant): { on: string; points: number }[] {
  const days = new Map<string, number>();
  for (const { lot, points } of good(shares, asOf)) days.set(goodUntil(lot), (days.get(goodUntil(lot)) ?? 0) + points);
  return [...days].sort(([a], [b]) => compare(a, b)).map(([on, points]) => ({ on, points }));
}

/** Shares as they stand in events. */
export const lotsOf = (shares: readonly Share[]): { lot: Lot; points: number }[] =>
  shares.map(({ lot, points }) => ({ lot, points }));

/** Points by lot, added up over shares; `sign` −1 where they are taken. */
export function lotPoints(shares: readonly Share[], sign: 1 | -1 = 1): Record<Lot, number> {
  const lots: Record<Lot, number> = {};
  for (const { lot, points } of shares) lots[lot] = (lots[lot] ?? 0) + sign * points;
  return lots;
}
