import type { Contract, EntryName } from '#layers/runtime/contract.ts';
import { mailsInARun } from '#layers/runtime/mail-turns.ts';

/** How Lambda hands the messages of a queue to a function: so many in one batch, and so many batches at once. */
export interface Delivery {
  readonly batchSize: number;
  readonly maxConcurrency: number;
}

/** At most ten at once, so that one backlog cannot take all the account's functions. */
const unpaced: Delivery = { batchSize: 10, maxConcurrency: 10 };

/** So many runs at once of each entry that mails customers: the fewest that Lambda knows for a queue. */
const pacedRuns = 2;

/**
 * Milliseconds between two mails of one run, so that all runs that may be at work at once send no more than `mailsPerSecond` in any
 * second. Whole mails a second and run: what is left over is for the mails to admins, which take no turns.
 */
export function mailInterval(mailsPerSecond: number, contracts: readonly Contract[]): number {
  const entries = contracts.flatMap(({ needs }) => Object.keys(needs?.mailsCustomers ?? {}));
  const ofARun = mailsPerSecond / (pacedRuns * entries.length);
  return Math.ceil(1_000 / (ofARun < 1 ? ofARun : Math.floor(ofARun)));
}

/** How an entry gets its messages. Of an entry that mails customers all mails that a batch leads to must have their turn in one run. */
export function deliveryTo({ needs }: Contract, entry: EntryName, interval: number): Delivery {
  const mailsAMessage = needs?.mailsCustomers?.[entry];
  if (mailsAMessage === undefined) return unpaced;
  const fitting = Math.floor(mailsInARun(interval) / mailsAMessage);
  return { batchSize: Math.min(Math.max(fitting, 1), unpaced.batchSize), maxConcurrency: pacedRuns };
}
