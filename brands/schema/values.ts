import * as z from 'zod';

/** A text in every language that the product speaks; the brand's own language stands in where one is missing. */
export const Text = z.partialRecord(z.enum(['es', 'ca', 'en']), z.string().min(1));

export const Zone = z
  .string()
  .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone), 'is not an IANA time zone');

export const Code = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/);
