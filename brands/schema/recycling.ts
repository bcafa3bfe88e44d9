import * as z from 'zod';
import { Code, Text } from './values.ts';

/** What recycling a device of a kind saves, by whose published figures. */
const Impact = z.strictObject({
  /** What one device weighs. */
  grams: z.int().min(1),
  /** CO₂e avoided for each kilogram recycled. */
  co2eGramsPerKg: z.int().min(0),
  source: z.strictObject({ title: z.string().min(1), publisher: z.string().min(1), year: z.int(), url: z.url() }),
});

/** How things come back. */
export const Recycling = z.strictObject({
  /** What of this the brand has not given yet, where examples stand in. */
  sample: z.string().min(1).optional(),
  carrier: z.enum(['own-label']),
  /** The numbers of the keys by which the carrier may sign what it says: one, and two while it goes over to the next. */
  carrierKeys: z.array(z.int().min(1)).min(1).max(2),
  /** Where parcels go. */
  address: z.array(z.string().min(1)).min(2).max(5),
  /** Why something may come back; the first stands where a customer gives none. */
  reasons: z
    .array(
      z.strictObject({
        id: Code,
        name: Text,
        /** Only so many civil days after the day of the customer's last delivery. */
        withinDaysOfDelivery: z.int().min(1).max(365).optional(),
      }),
    )
    .min(1),
  label: z.strictObject({
    days: z.int().min(1).max(180),
    remindDaysBefore: z.array(z.int().min(1)),
    extensionDays: z.int().min(1).max(90),
  }),
  /** A parcel under way for so long is lost. */
  lostAfterDays: z.int().min(1).max(90),
  /** What is expired or lost may still turn up for so long; then the case is closed. */
  lateDays: z.int().min(1).max(90),
  /** Within so many days of its arrival a parcel is dealt with. */
  handlingDays: z.int().min(1).max(60),
  /** By kind of device. A certificate of a device of another kind, or of a kind that nobody knows, has no figures. */
  impact: z.record(z.string().regex(/^[a-z-]+$/), Impact),
});

export type Recycling = z.infer<typeof Recycling>;
