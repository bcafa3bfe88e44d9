import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { demand, type Variable } from '#layers/environment.ts';
import { logger, metrics } from './observe.ts';
import { enterTestStage } from './test-stage.ts';

/** Answers nothing, for what a middleware answers would be the function's answer. */
const flush = () => {
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
};

/**
 * What every entry stands on: what it needs of its environment, checked at its first run, the stage's time, a log line with
 * the request's id, and metrics flushed at the end.
 */
export function entry<Input, Output>(run: (input: Input) => Promise<Output>, needs: readonly Variable[] = ['TABLE']) {
  let checked = false;
  return middy<Input, Output, Error, Context>()
    .use({
      before: async ({ context }) => {
        logger.addContext(context);
        if (!checked) demand(needs);
        checked = true;
        await enterTestStage();
      },
      after: flush,
      onError: flush,
    })
    .handler(run);
}
