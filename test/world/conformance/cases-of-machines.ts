import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { tokenCases } from './cases-of-tokens.ts';
import {
  caught,
  choice,
  describe,
  end,
  ended,
  gives,
  machine,
  run,
  start,
  succeed,
  trouble,
  waiting,
  work,
} from './machine-calls.ts';
import { type Case, refusal, type Side } from './side.ts';

const walks: readonly Case[] = [
  {
    name: 'an execution runs to its end, its result beside its input',
    act: async (side) => run(side, { Work: work(side, gives('good'), end) }, { of: 'mine' }),
    gives: ['SUCCEEDED', { of: 'mine', done: { outcome: 'good' } }, ['Work']],
  },
  {
    name: 'without a result path the result is all there is',
    async act(side) {
      const { ResultPath: _, ...state } = work(side, gives('good'), end);
      return run(side, { Work: state }, { of: 'mine' });
    },
    gives: ['SUCCEEDED', { outcome: 'good' }, ['Work']],
  },
  ...['left', 'right', 'elsewhere'].map((way) => ({
    name: `a choice leads ${way}`,
    act: async (side: Side) =>
      (
        await run(side, {
          Work: work(side, gives(way), { Next: 'Choose' }),
          Choose: choice({ left: 'Left', right: 'Right' }, { Default: 'Else' }),
          Left: work(side, gives('l'), end),
          Right: work(side, gives('r'), end),
          Else: work(side, gives('e'), end),
        })
      )[2],
    gives: ['Work', 'Choose', { left: 'Left', right: 'Right', elsewhere: 'Else' }[way]],
  })),
  {
    name: 'a choice that nothing matches fails, where it has no default',
    act: async (side) =>
      run(side, {
        Work: work(side, gives('nowhere'), { Next: 'Choose' }),
        Choose: choice({ left: 'Left' }),
        Left: work(side, gives('l'), end),
      }),
    gives: ['FAILED', 'States.NoChoiceMatched', ['Work', 'Choose']],
  },
  {
    name: 'a template whose path leads nowhere fails, and nothing catches it',
    act: async (side) =>
      run(side, {
        Work: work(
          side,
          {},
          { ...end, Parameters: { FunctionName: side.worker, 'Payload.$': '$.nowhere' }, Catch: caught },
        ),
        ...trouble(side),
      }),
    gives: ['FAILED', 'States.Runtime', ['Work']],
  },
];

const failures: readonly Case[] = [
  {
    name: 'an error that nobody catches ends the execution',
    act: async (side) => (await run(side, { Work: work(side, { throws: 'Broken' }, end) }))[0],
    gives: 'FAILED',
  },
  {
    name: 'an error is caught, its name laid beside the input',
    async act(side) {
      const all = await run(
        side,
        { Work: work(side, { throws: 'Broken' }, { ...end, Catch: caught }), ...trouble(side) },
        { of: 1 },
      );
      const { of, failed, told } = all[1] as Record<string, { Error?: string }>;
      return [all[0], of, failed?.Error, told, all[2]];
    },
    gives: ['SUCCEEDED', 1, 'Broken', { outcome: 'told' }, ['Work', 'Trouble']],
  },
  {
    name: 'the first catcher that names the error takes it',
    async act(side) {
      const Catch = [
        { ErrorEquals: ['Other'], Next: 'Left' },
        { ErrorEquals: ['Broken', 'Worse'], Next: 'Right' },
        { ErrorEquals: ['States.ALL'], Next: 'Left' },
      ];
      const { Right, Left } = { Right: work(side, gives('r'), end), Left: work(side, gives('l'), end) };
      return (await run(side, { Work: work(side, { throws: 'Broken' }, { ...end, Catch }), Right, Left }))[2];
    },
    gives: ['Work', 'Right'],
  },
  {
    name: 'a task is tried again as often as is said, and then caught; it is entered once',
    async act(side) {
      const Retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 2 }];
      const states = { Work: work(side, { throws: 'Broken' }, { ...end, Retry, Catch: caught }), ...trouble(side) };
      const execution = await start(side, await machine(side, states), side.fresh('run'), {});
      const before = await describe(side, execution);
      const [status, , entered] = await ended(side, execution);
      return [before.status, status, entered];
    },
    gives: ['RUNNING', 'SUCCEEDED', ['Work', 'Trouble']],
  },
];

const names: readonly Case[] = [
  {
    name: 'a name that is taken by the same input is the same execution, while it runs',
    async act(side) {
      const { arn, name, execution } = await waiting(side);
      const again = start(side, arn, name, { of: 'mine' });
      return again.then(
        (same) => same === execution,
        (error: Error) => error.name,
      );
    },
    gives: true,
  },
  {
    name: 'the same name with another input is refused',
    async act(side) {
      const { arn, name } = await waiting(side);
      return refusal(start(side, arn, name, { of: 'another' }));
    },
    gives: 'ExecutionAlreadyExists',
  },
  {
    name: 'the name of one that ended is refused',
    async act(side) {
      const arn = await machine(side, { Work: work(side, gives('good'), end) });
      const name = side.fresh('run');
      await ended(side, await start(side, arn, name, {}));
      return refusal(start(side, arn, name, {}));
    },
    gives: 'ExecutionAlreadyExists',
  },
  ...Object.entries({
    'a name with a space': 'a b',
    'a name of 81 letters': 'x'.repeat(81),
    'a name with a #': 'a#b',
  }).map(([about, name]) => ({
    name: `refuses ${about}`,
    act: async (side: Side) => refusal(start(side, await machine(side, { Work: work(side, {}, end) }), name, {})),
    gives: 'InvalidName',
  })),
  {
    name: 'refuses an input that is no JSON',
    async act(side) {
      const arn = await machine(side, { Work: work(side, {}, end) });
      return refusal(start(side, arn, side.fresh('run'), '{ no'));
    },
    gives: 'InvalidExecutionInput',
  },
  {
    name: 'knows no execution that never was',
    async act(side) {
      const { execution } = await waiting(side);
      return refusal(describe(side, execution.replace(/[^:]*$/, 'nobody')));
    },
    gives: 'ExecutionDoesNotExist',
  },
  {
    name: 'knows the execution by the address that its machine and its name make',
    async act(side) {
      const { arn, name } = await waiting(side);
      const seen = await describe(side, `${arn.replace(':stateMachine:', ':execution:')}:${name}`);
      return [seen.name === name, seen.status, seen.input];
    },
    gives: [true, 'RUNNING', '{"of":"mine"}'],
  },
  {
    name: 'one that is stopped has ended, and its token is spent',
    async act(side) {
      const { execution, tokens } = await waiting(side);
      const [{ token } = { token: '' }] = await tokens(1);
      await side.stepFunctions.send(new StopExecutionCommand({ executionArn: execution }));
      return [(await describe(side, execution)).status, await refusal(succeed(side, token, {}))];
    },
    gives: ['ABORTED', 'TaskTimedOut'],
  },
];

export const machineCases: readonly Case[] = [...walks, ...failures, ...tokenCases, ...names];
