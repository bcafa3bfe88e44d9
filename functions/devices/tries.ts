import { counted, countTry, type Limit } from '#layers/table/limit.ts';
import type { Origin } from '#layers/table/origin.ts';
import { problem } from './problems.ts';

/** So many codes of a kind a customer may send, right or wrong. */
const limits: readonly Limit[] = [
  { most: 10, each: 'minute' },
  { most: 30, each: 'hour' },
  { most: 100, each: 'day' },
];

/** Counts that a customer sends a code of a receipt or of a device, before it is looked at. Throws `tried-too-often`. */
export const sendsCode = (origin: Origin, customerId: string, of: 'receipt' | 'device'): Promise<void> =>
  countTry(
    origin,
    counted(`devices#${origin.brand}#tries#${customerId}`, of, limits, () => problem('tried-too-often')),
  );
