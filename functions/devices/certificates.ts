import { type Instant, later, minutes } from '#layers/time/clock.ts';

/** A certificate that a device has or had, and since when and until when its messages are the device's. */
export interface Validity {
  readonly id: string;
  readonly from: Instant;
  readonly until?: Instant;
}

/** IoT Core cuts off who is connected by a certificate that was replaced "within a few minutes"; what they say until then counts. */
const cutOffWithin = minutes(15);

/** Whether a certificate was the device's at that instant. What it is now says nothing of a message that waited in a queue. */
export const heldAt = (certificates: readonly Validity[], certificateId: string, at: Instant): boolean =>
  certificates.some(({ id, from, until = '~' }) => id === certificateId && from <= at && at < until);

/** The ids of those that are the device's still. */
export const inForce = (certificates: readonly Validity[], at: Instant): string[] =>
  certificates.filter(({ until = '~' }) => at < until).map(({ id }) => id);

/** All of a device's certificates with a new one, which replaces those before it. */
export const replacedBy = (certificates: readonly Validity[], id: string, at: Instant): Validity[] => [
  ...endedBy(certificates, later(at, cutOffWithin)),
  { id, from: at },
];

/** The same certificates, none of which is the device's from an instant on. */
export const endedBy = (certificates: readonly Validity[], at: Instant): Validity[] =>
  certificates.map((each) => (each.until !== undefined && each.until <= at ? each : { ...each, until: at }));
