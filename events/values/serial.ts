import * as z from 'zod';

/** A serial as it is compared and shown, however it was typed or scanned: capitals, nothing unseen, plain hyphens. */
export const serialForm = (written: string): string =>
  written
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{DI}]/gu, '')
    .replace(/[\p{Pd}\u2212\u2043\u02d7\u2796]/gu, '-')
    .toUpperCase();

/** A serial that somebody gives us. */
export const Serial = z
  .string()
  .overwrite(serialForm)
  .regex(/^[\p{L}\p{N}\p{P}\p{S}]{4,64}$/u, '4 to 64 letters, digits or signs');
