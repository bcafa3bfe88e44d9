/** An instant as ISO 8601 in UTC with milliseconds, such as `2026-11-22T08:00:00.000Z`. Sorts as text. */
export type Instant = string;

export const minutes = (n: number): number => n * 60_000;
export const hours = (n: number): number => n * 3_600_000;
export const days = (n: number): number => n * 86_400_000;

let offset = 0;

/** The product's time. The only place that reads the clock. */
export function now(): Instant {
  return instant(Date.now() + offset);
}

/** The instant of `epoch` milliseconds. */
export function instant(epoch: number): Instant {
  return new Date(epoch).toISOString();
}

/** `by` milliseconds after `at` (before it, when negative). */
export function later(at: Instant, by: number): Instant {
  return instant(Date.parse(at) + by);
}

/** Milliseconds from `from` to `to`. */
export function between(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from);
}

/** Lets so many milliseconds pass. */
export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What another real clock (a broker's timestamp, a token's expiry) reads in the product's time. */
export function inProductTime(epoch: number): Instant {
  return instant(epoch + offset);
}

/** Moves the product's time by `milliseconds` from the real one; outside production only, where `TEST_CLOCK` is on. */
export function shiftClock(milliseconds: number): void {
  offset = milliseconds;
}

/** Seconds since 1970 by the real clock, for what others stamp with theirs: tokens never move with a stage's clock. */
export function realEpochSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
