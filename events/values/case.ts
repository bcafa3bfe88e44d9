import * as z from 'zod';
import { Reference } from './reference.ts';

/** What every event of a case says: which case, whose it is, and what people call it by. Older events lack the reference. */
export const caseFields = { caseId: z.string(), customerId: z.string(), reference: Reference.optional() };

export const caseExample = {
  caseId: 'k-7HqT2mXb4a8Qk1eTzNwYgA',
  customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
  reference: 'MS-C7F3-K2QB',
};
