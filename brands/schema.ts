import * as z from 'zod';

/** A text in every language that the product speaks; the brand's own language stands in where one is missing. */
const Text = z.partialRecord(z.enum(['es', 'ca', 'en']), z.string().min(1));

const Zone = z.string().refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone), 'is not an IANA time zone');

const Code = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/);

const Rule = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  /** Raised with every change of the figures; each entry carries the version it was made by. */
  version: z.int().min(1),
});

/** Points for each container of a deposit, by material. A material without a figure earns nothing, and says so. */
const ContainerRule = Rule.extend({
  perContainer: z.record(z.string().regex(/^[a-z-]+$/), z.int().min(0).max(1000)),
  /** The most that one person earns in a civil week of the programme's zone. */
  weeklyCap: z.int().min(1).optional(),
});

/** P02, P05: points for what was paid for some classes of goods; pending until the time for withdrawal is over. */
const PurchaseRule = Rule.extend({
  currency: z.string().regex(/^[A-Z]{3}$/),
  classes: z.array(Code).min(1),
  /** Points for 100 minor units (an euro). */
  perUnit: z.int().min(1).max(1000),
  /** Civil days after the day of delivery in which a consumer may withdraw: 14 by TRLGDCU art. 104. */
  withdrawalDays: z.int().min(14).max(60),
  /** What a refund takes once the points are active: nothing, what the balance reaches, or all, as a debt. */
  refunds: z.enum(['only-pending', 'within-balance', 'negative']),
  /** Points more for a large order: those of the highest step that it reaches. */
  volume: Rule.extend({
    steps: z.array(z.strictObject({ from: z.int().min(1), points: z.int().min(1) })).min(1),
  }).optional(),
});

/** P03: a recycled device doubles the points of a purchase so many days before, or else after. */
const DoublingRule = Rule.extend({ withinDays: z.int().min(1).max(365) });

/** Points at a day of the holder's own. */
const DayRule = Rule.extend({ points: z.int().min(1).max(10_000) });

/** Something that points can be exchanged for. */
const Reward = z.strictObject({
  id: Code,
  name: Text,
  points: z.int().min(1),
  /**
   * `pieces`: as many as staff put in stock; `codes`: each with a code of a partner, handed out once, ever;
   * `unlimited`: nothing runs out.
   */
  stock: z.enum(['pieces', 'codes', 'unlimited']),
  /** How many one person may have, ever. */
  perPerson: z.int().min(1).optional(),
  /** Only for customers of one of these segments. */
  segments: z.array(Code).min(1).optional(),
});

const Points = z.strictObject({
  name: Text,
  /** Points earned in a civil month expire at the end of the month so many months later. */
  expireAfterMonths: z.int().min(1).max(120),
  deposits: ContainerRule.optional(),
  purchases: PurchaseRule.optional(),
  doubling: DoublingRule.optional(),
  /** Each month after registering. */
  tenure: DayRule.optional(),
  birthday: DayRule.optional(),
  /** Up to how many points one member of staff adds or takes alone. */
  adjustments: z.strictObject({ limit: z.int().min(1) }),
  rewards: z.array(Reward),
});

/** What recycling a device of a kind saves, by whose published figures. */
const Impact = z.strictObject({
  /** What one device weighs. */
  grams: z.int().min(1),
  /** CO₂e avoided for each kilogram recycled. */
  co2eGramsPerKg: z.int().min(0),
  source: z.strictObject({ title: z.string().min(1), publisher: z.string().min(1), year: z.int(), url: z.url() }),
});

/** How things come back. */
const Recycling = z.strictObject({
  /** What of this the brand has not given yet, where examples stand in. */
  sample: z.string().min(1).optional(),
  carrier: z.enum(['own-label']),
  /** Where parcels go. */
  address: z.array(z.string().min(1)).min(2).max(5),
  /** Why something may come back; the first stands where a customer gives none. */
  reasons: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
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
  impact: z.record(z.string().regex(/^[a-z-]+$/), Impact),
});

/** How what machines collected is followed to the recycler. */
const Collections = z.strictObject({
  /** So long after an emptying its deposits may still arrive and be counted with it. */
  settleHours: z.int().min(1).max(240),
  /** Masses that differ by no more than this share of what was deposited, or these grams, whichever is more, agree. */
  tolerance: z.strictObject({ perMille: z.int().min(0).max(1000), grams: z.int().min(0) }),
});

/** The notices a brand sends, by template. `transactional` ones are exempt from the quiet hours. */
const Notice = z.strictObject({ urgency: z.enum(['transactional', 'informative']) });

/** One brand's programme: everything by which it differs from the others. */
export const Programme = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9]{1,30}$/),
  name: z.string().min(1),
  /** Whose laws and clocks hold where a person has not said otherwise. */
  zone: Zone,
  languages: z.array(z.enum(['es', 'ca', 'en'])).min(1),
  mail: z.strictObject({
    from: z.email(),
    /** Who hears of alarms and dead letters. */
    admins: z.array(z.email()).min(1),
    /** Civil hours between which only transactional mail goes out, in the recipient's zone. */
    quietHours: z
      .strictObject({ from: z.int().min(0).max(23), until: z.int().min(0).max(23) })
      .refine(({ from, until }) => from !== until, 'the whole day would be quiet'),
  }),
  look: z.strictObject({ colour: z.string().regex(/^#[0-9a-f]{6}$/) }),
  devices: z.strictObject({
    kinds: z.array(z.string().regex(/^[a-z-]+$/)).min(1),
    /** How long an anonymous deposit's receipt can be claimed. */
    receiptHours: z.int().min(1).max(720).optional(),
    /** From this fill on a bin counts as full. */
    fullAt: z.number().gt(0).max(1).optional(),
  }),
  collections: Collections.optional(),
  /** What a customer can be marked as by staff, to be treated otherwise. */
  segments: z.array(Code).optional(),
  points: Points.optional(),
  recycling: Recycling.optional(),
  notices: z.partialRecord(
    z.enum([
      'welcome',
      'deposit-receipt',
      'points-expiring',
      'case-label',
      'case-extended',
      'case-expiring',
      'case-expired',
      'case-received',
      'case-lost',
      'case-given-up',
      'case-refurbished',
      'case-rejected',
      'case-cancelled',
      'case-certificate',
    ]),
    Notice,
  ),
});

export type Programme = z.infer<typeof Programme>;
export type Points = z.infer<typeof Points>;
export type Recycling = z.infer<typeof Recycling>;
export type Reward = z.infer<typeof Reward>;
export type Tolerance = z.infer<typeof Collections>['tolerance'];
export type Language = Programme['languages'][number];
