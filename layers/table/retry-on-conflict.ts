import { ConditionFailed } from './change.ts';

/** More than may be at work on one item at once: a batch of ten messages, and a request beside it. */
const tries = 12;

/**
 * Does `work` again, from its reads on, where a change of it was refused because an item is no longer as `work` read or
 * assumed it. A change that is refused for good has an `orElse`, and what that gives ends it.
 */
export async function retryOnConflict<Done>(work: (attempt: number) => Promise<Done>): Promise<Done> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt);
    } catch (error) {
      if (!(error instanceof ConditionFailed) || attempt === tries) throw error;
    }
  }
}
