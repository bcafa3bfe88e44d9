import * as z from 'zod';

/** A serial as it is compared and shown, however it was typed or scanned: capitals, no spaces, plain hyphens. */
export const serialForm = (written: string): string =>
  written
    .normalize('NFKC')
    .replace(/\s/gu, '')
    .replace(/\p{Pd}/gu, '-')
    .toUpperCase();

/** A serial that somebody gives us. */
export const Serial = z.string().overwrite(serialForm).min(4).max(64);
