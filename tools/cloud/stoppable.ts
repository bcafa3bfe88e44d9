import { constants } from 'node:os';
import { stopChildren } from './child.ts';

/**
 * Does some work, and on Ctrl-C or SIGTERM stops every child process, tidies up and exits, whatever the work waits for at
 * that moment. What the work comes to then is nothing: it fails as its children go, and nobody hears of that. npm passes a
 * Ctrl-C on that the terminal gave us already, so a second signal means nothing; and of a SIGTERM it tells its shell only,
 * which is why package.json starts such programs by `exec`.
 */
export async function stoppable<Result>(work: () => Promise<Result>, tidy: () => void): Promise<Result> {
  const never = new Promise<never>(() => {});
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const code = 128 + constants.signals[signal];
    process.on(signal, async () => {
      if (stopping) return;
      stopping = true;
      for (const failure of ['unhandledRejection', 'uncaughtException']) process.on(failure, () => {});
      await stopChildren();
      tidy();
      process.exit(code);
    });
  }
  return work().then(
    (result) => (stopping ? never : result),
    (error) => {
      if (stopping) return never;
      throw error;
    },
  );
}
