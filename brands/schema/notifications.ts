import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** Whom a brand's mail comes from, and when it may arrive. */
export const Mail = z.strictObject({
  from: z.email(),
  /** The company behind the brand, as each mail's foot names it (LSSI, art. 10). */
  sender: z.strictObject({
    legalName: z.string().min(1),
    taxId: z.string().min(1),
    postalAddress: z.string().min(1),
    privacyUrl: z.url(),
  }),
  /** Who hears of alarms and dead letters. */
  admins: z.array(z.email()).min(1),
  /** Civil hours between which only transactional mail goes out, in the recipient's zone. */
  quietHours: z
    .strictObject({ from: z.int().min(0).max(23), until: z.int().min(0).max(23) })
    .refine(({ from, until }) => from !== until, 'the whole day would be quiet'),
});

/** What a notice is called by: the names of the folders `notices/<owner>/<name>/`. */
const names = readdirSync(join(import.meta.dirname, '../../notices'), { recursive: true, encoding: 'utf8' })
  .map((file) => /^[a-z-]+[/\\]([a-z-]+)[/\\]notice\.ts$/.exec(file)?.[1])
  .filter((name) => name !== undefined)
  .sort();

/** Notices that a brand has leave at other hours than they do by themselves, or not at all. */
export const Notices = z.partialRecord(z.enum(names), z.enum(['transactional', 'informative', 'off']));
