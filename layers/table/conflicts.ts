import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';

/** A change is sent so often, as long as it is refused for what passes by itself. */
const attempts = 8;

/** The reasons that pass by themselves. */
const passing = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/**
 * Sends a transaction, or one change by itself, again, a while later, as long as it is refused for something that passes by
 * itself, such as another transaction at work on the same item. Where a condition that does not hold comes before all else,
 * nothing passes.
 */
export async function sendUntilSettled<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if (attempt === attempts || !passes(error)) throw error;
      await backoff(attempt);
    }
  }
}

function passes(error: unknown): boolean {
  if (!(error instanceof TransactionCanceledException)) return (error as Error).name === 'TransactionConflictException';
  const codes = (error.CancellationReasons ?? []).map(({ Code = 'None' }) => Code).filter((code) => code !== 'None');
  return codes[0] !== 'ConditionalCheckFailed' && codes.some((code) => passing.has(code));
}

/** Waits before the next attempt, longer each time and never the same, so that those who met do not meet again. */
const backoff = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(1000, 20 * 2 ** attempt)));
