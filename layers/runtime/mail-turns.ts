import { AsyncLocalStorage } from 'node:async_hooks';
import { environment } from '#layers/environment.ts';
import { between, type Instant, later, now, pause } from '#layers/time/clock.ts';

/** When the next mail of the run at work may leave. */
const run = new AsyncLocalStorage<{ next: Instant }>();

/**
 * Runs `work`, which may take turns to mail, and ends when the turn after its last mail would begin. So as many runs as the queues
 * allow at once keep to the provider's rate together, whichever processes they run in, and need to know nothing of each other.
 */
export async function givingMailTurns<Result>(work: () => Promise<Result>): Promise<Result> {
  const turns = { next: now() };
  const result = await run.run(turns, work);
  await until(turns.next);
  return result;
}

/** Waits for the turn of one mail: `MAIL_INTERVAL` milliseconds after that of the mail before it in this run. */
export async function mailTurn(): Promise<void> {
  const turns = run.getStore();
  if (turns === undefined) throw new Error('a mail has its turn in the run of a queue’s entry only');
  const turn = turns.next > now() ? turns.next : now();
  turns.next = later(turn, environment.MAIL_INTERVAL);
  await until(turn);
}

async function until(instant: Instant): Promise<void> {
  const left = between(now(), instant);
  if (left > 0) await pause(left);
}

/** Milliseconds of a run in which turns begin: the last mail may then take 2 s to connect, and a function runs 5 s. */
const turnsBegin = 2_500;

/** So many mails have their turn in one run, which are so many milliseconds apart. */
export const mailsInARun = (interval: number): number => 1 + Math.floor(turnsBegin / interval);
