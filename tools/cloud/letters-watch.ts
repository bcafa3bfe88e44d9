/** Brings the schedule of dead letters forward on the local cloud: nobody who tries it waits five minutes for a mail. */
import { setTimeout as sleep } from 'node:timers/promises';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { live, local } from '../../infra/names.ts';
import { lambdaOf, queueDepths, type Where } from './aws.ts';

/** Looks every few seconds whether there are more dead letters than before, and if so runs what looks for new ones. */
export const startLettersWatch = (
  where: Where,
  report: (line: string) => void = () => {},
): { stop(): Promise<void> } => {
  const stopping = new AbortController();
  const lambda = lambdaOf(where);
  const FunctionName = local.functionName('admins', 'on-schedule');

  const run = async () => {
    let before = 0;
    while (!stopping.signal.aborted) {
      const started = Date.now();
      try {
        const depths = [...(await queueDepths(where))].filter(([name]) => name.endsWith('-dead'));
        const lying = depths.reduce((sum, [, depth]) => sum + depth, 0);
        if (lying > before) await lambda.send(new InvokeCommand({ FunctionName, Qualifier: live, Payload: '{}' }));
        before = lying;
      } catch (error) {
        if (!stopping.signal.aborted) report(`Dead letters were not looked for: ${error}`);
      }
      // It may never cost the emulator more than a tenth of its time.
      const pause = Math.max(5_000, 9 * (Date.now() - started));
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const ended = run();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
};
