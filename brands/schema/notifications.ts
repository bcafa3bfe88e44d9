import * as z from 'zod';

/** Whom a brand's mail comes from, and when it may arrive. */
export const Mail = z.strictObject({
  from: z.email(),
  /** Who hears of alarms and dead letters. */
  admins: z.array(z.email()).min(1),
  /** Civil hours between which only transactional mail goes out, in the recipient's zone. */
  quietHours: z
    .strictObject({ from: z.int().min(0).max(23), until: z.int().min(0).max(23) })
    .refine(({ from, until }) => from !== until, 'the whole day would be quiet'),
});

/** The notices a brand sends, by template. `transactional` ones are exempt from the quiet hours. */
const Notice = z.strictObject({ urgency: z.enum(['transactional', 'informative']) });

/** The notices a brand sends, by template. */
export const Notices = z.partialRecord(
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
);
