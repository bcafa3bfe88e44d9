import * as z from 'zod';
import { Code } from './values.ts';

/** What a brand's devices are, and what counts of what they say. */
export const Devices = z.strictObject({
  kinds: z.array(z.string().regex(/^[a-z-]+$/)).min(1),
  /** How long an anonymous deposit's receipt can be claimed. */
  receiptHours: z.int().min(1).max(720).optional(),
  /** From this fill on a bin counts as full. */
  fullAt: z.number().gt(0).max(1).optional(),
  /** What people call the places where machines stand. Of a machine elsewhere nothing is said but that it is one. */
  sites: z.record(Code, z.string().min(1)).optional(),
});
