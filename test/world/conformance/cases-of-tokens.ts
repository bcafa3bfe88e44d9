import { caught, describe, end, ended, succeed, waiting } from './machine-calls.ts';
import { type Case, refusal } from './side.ts';

export const tokenCases: readonly Case[] = [
  {
    name: 'a wait lays its token into the queue, and goes on with what comes back by it',
    async act(side) {
      const { execution, name, tokens } = await waiting(side);
      const [{ token, ...rest } = { token: '', name: '', of: '', fixed: 0 }] = await tokens(1);
      const before = (await describe(side, execution)).status;
      await succeed(side, token, { outcome: 'good' });
      return [rest.name === name, { of: rest.of, fixed: rest.fixed }, before, await ended(side, execution)];
    },
    gives: [
      true,
      { of: 'mine', fixed: 1 },
      'RUNNING',
      ['SUCCEEDED', { of: 'mine', done: { outcome: 'good' } }, ['Wait']],
    ],
  },
  {
    name: 'a token that was used is refused as timed out',
    async act(side) {
      const { execution, tokens } = await waiting(side);
      const [{ token } = { token: '' }] = await tokens(1);
      await succeed(side, token, {});
      await ended(side, execution);
      return refusal(succeed(side, token, {}));
    },
    gives: 'TaskTimedOut',
  },
  {
    name: 'what was never a token is refused as invalid',
    async act(side) {
      await waiting(side);
      return refusal(succeed(side, 'what is this', {}));
    },
    gives: 'InvalidToken',
  },
  {
    name: 'an output that is no JSON is refused, and the wait goes on',
    async act(side) {
      const { execution, tokens } = await waiting(side);
      const [{ token } = { token: '' }] = await tokens(1);
      return [await refusal(succeed(side, token, '{ no')), (await describe(side, execution)).status];
    },
    gives: ['InvalidOutput', 'RUNNING'],
  },
  {
    name: 'a wait that lasts too long fails as timed out, and its token is spent',
    async act(side) {
      const { execution, tokens } = await waiting(side, { ...end, TimeoutSeconds: 1, Catch: caught });
      const [{ token } = { token: '' }] = await tokens(1);
      const [status, result, entered] = await ended(side, execution);
      const { failed } = result as { failed: { Error: string } };
      return [status, failed.Error, entered, await refusal(succeed(side, token, {}))];
    },
    gives: ['SUCCEEDED', 'States.Timeout', ['Wait', 'Trouble'], 'TaskTimedOut'],
  },
  {
    name: 'a wait that is tried again lays another token, and the first is spent',
    async act(side) {
      const Retry = [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 1, MaxAttempts: 1 }];
      const { execution, tokens } = await waiting(side, { ...end, TimeoutSeconds: 3, Retry });
      const [[first], [second]] = [await tokens(1), await tokens(1)];
      const toFirst = await refusal(succeed(side, first?.token ?? '', {}));
      // Where both are the same token it is spent when the execution ends, a moment after it was taken.
      if (toFirst === 'taken') await ended(side, execution);
      const answers = [toFirst, await refusal(succeed(side, second?.token ?? '', { outcome: 'late' }))];
      return [first?.token === second?.token, answers.toSorted(), (await ended(side, execution))[0]];
    },
    gives: [false, ['TaskTimedOut', 'taken'], 'SUCCEEDED'],
  },
];
