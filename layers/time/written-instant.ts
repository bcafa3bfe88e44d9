import * as z from 'zod';
import { instant } from './clock.ts';

/**
 * An instant as others write it, by RFC 3339: with any offset, and any fraction of a second or none. Read, it is an `Instant`, to
 * the millisecond. An offset that leads out of the years of four digits is refused: such a text would not sort.
 */
export const WrittenInstant = z.iso
  .datetime({ offset: true })
  .transform((written) => instant(Date.parse(written)))
  .refine((read) => /^\d{4}-/.test(read), 'a year of four digits');
