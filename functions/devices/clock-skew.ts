import { between, days, type Instant, minutes } from '#layers/time/clock.ts';

/** A device's clock may be so far from the broker's. */
export const skew = minutes(5);

/** A machine that was offline so long loses nobody's points. */
export const buffered = days(30);

/** What is wrong with a message's times, in words, if anything. `sentAt` shows the device's clock, `at` is by the same clock. */
export function clockFault({ at, sentAt }: { at: Instant; sentAt: Instant }, arrivedAt: Instant): string | undefined {
  const off = between(arrivedAt, sentAt);
  if (Math.abs(off) > skew) return `sentAt is ${Math.round(off / 1000)} s off the time of arrival`;
  if (between(sentAt, at) > 0) return 'at is later than sentAt';
  if (between(at, arrivedAt) > buffered) return 'at is more than 30 days ago';
  return undefined;
}
