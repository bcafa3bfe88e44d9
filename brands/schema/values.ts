import * as z from 'zod';

/** A text in each language of the brand. */
export const Text = z.partialRecord(z.enum(['es', 'ca', 'en']), z.string().min(1));

/** Whether the runtime knows the clocks of a zone by this name, be it an older or a newer one. An offset is no zone. */
function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const Zone = z.string().max(64).refine(isZone, 'is not an IANA time zone');

export const Code = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/);

/** What containers that machines take may be made of, as machines tell it. People read the names in `events/values/materials.ts`. */
export const Material = z.enum(['pet', 'can', 'glass', 'carton']);
