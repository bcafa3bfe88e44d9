import * as z from 'zod';

/** An opaque text for a place in a list, or for a stored thing, that comes back from a client later. */
export const toOpaque = (parts: readonly string[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');

/** A part may become a sort key, which has 1,024 bytes, with a sign more behind it. */
const Parts = z.array(z.string().refine((part) => part.isWellFormed() && Buffer.byteLength(part) < 1024)).max(8);

/** The parts again; undefined where a client made the text up. */
export function fromOpaque(text: string): string[] | undefined {
  try {
    return Parts.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    return undefined;
  }
}
