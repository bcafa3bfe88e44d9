import type { TransactionCanceledException } from '@aws-sdk/client-dynamodb';

/** A transaction is tried so often, as long as it is cancelled for what passes by itself. */
export const attempts = 8;

/** The reasons that pass by themselves. */
const passing = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/** Whether a transaction was cancelled for something that passes by itself, such as another at work on the same item. */
export const passes = ({ CancellationReasons = [] }: TransactionCanceledException): boolean =>
  CancellationReasons.some(({ Code }) => passing.has(Code ?? ''));

/** Waits before the next attempt, longer each time and never the same, so that those who met do not meet again. */
export const backoff = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(1000, 20 * 2 ** attempt)));
