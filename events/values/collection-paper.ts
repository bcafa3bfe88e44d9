import * as z from 'zod';
import { Masses } from './masses.ts';

/** What stands on a paper about what was collected: the ticket of a scale, or the receipt of a recycler. */
export const collectionPaper = z.object({
  collectionId: z.string(),
  documentId: z.string(),
  number: z.string(),
  issuer: z.string(),
  issuedAt: z.iso.datetime({ precision: 3 }),
  masses: Masses,
  /** The paper of its kind that this one corrects, or makes void if it has no masses. */
  replaces: z.string().optional(),
});
