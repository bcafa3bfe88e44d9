import {
  DescribeExecutionCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { receiveAll } from './cases-of-queues.ts';
import { type Case, eventually, refusal, type Side } from './side.ts';
import type { Work } from './worker.ts';

type State = Record<string, unknown>;

/** A state machine of these states, which begins with the first. */
const machine = (side: Side, states: Record<string, State>) =>
  side.machine({ StartAt: Object.keys(states)[0], States: states });

/** A state that calls the worker. Its error, or what it gives as `outcome`, lies at `$.done`. */
const work = ({ worker }: Side, asked: Work, more: State): State => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: worker, Payload: asked },
  ResultSelector: { 'outcome.$': '$.Payload.outcome' },
  ResultPath: '$.done',
  ...more,
});

/** A state that lays its token into a queue and waits for it. */
const waits = (url: string, more: State): State => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
  Parameters: {
    QueueUrl: url,
    MessageBody: { 'token.$': '$$.Task.Token', 'of.$': '$.of', 'name.$': '$$.Execution.Name', fixed: 1 },
  },
  ResultPath: '$.done',
  ...more,
});

const choice = (leads: Record<string, string>, more: State = {}): State => ({
  Type: 'Choice',
  Choices: Object.entries(leads).map(([StringEquals, Next]) => ({ Variable: '$.done.outcome', StringEquals, Next })),
  ...more,
});

const gives = (outcome: unknown): Work => ({ gives: { outcome } });

async function start({ stepFunctions }: Side, stateMachineArn: string, name: string, input: object | string) {
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  const started = await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, name, input: text }));
  return started.executionArn as string;
}

const describe = ({ stepFunctions }: Side, executionArn: string) =>
  stepFunctions.send(new DescribeExecutionCommand({ executionArn }));

/** How an execution ended: its status, its output or its error, and the states that it entered. */
async function ended(side: Side, executionArn: string) {
  const { status, output, error } = await eventually(
    side,
    () => describe(side, executionArn),
    (seen) => seen.status !== 'RUNNING',
  );
  const result = output === undefined ? error : (JSON.parse(output) as unknown);
  return [status, result, await side.entered(executionArn)];
}

/** Runs a machine of these states to its end. */
async function run(side: Side, states: Record<string, State>, input: object = {}) {
  return ended(side, await start(side, await machine(side, states), side.fresh('run'), input));
}

const end = { End: true };
const trouble = (side: Side) => ({ Trouble: work(side, gives('told'), { ...end, ResultPath: '$.told' }) });
const caught = [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failed', Next: 'Trouble' }];

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

async function waiting(side: Side, more: State = end) {
  const { url } = await side.queue();
  const states = { Wait: waits(url, more), ...(more.Catch !== undefined && trouble(side)) };
  const [arn, name] = [await machine(side, states), side.fresh('run')];
  const execution = await start(side, arn, name, { of: 'mine' });
  const tokens = async (wanted: number) => {
    const messages = await receiveAll(side, url, wanted);
    return messages.map(({ Body = '' }) => JSON.parse(Body) as { token: string; [field: string]: unknown });
  };
  return { arn, name, execution, tokens };
}

const succeed = ({ stepFunctions }: Side, taskToken: string, output: unknown) =>
  stepFunctions.send(
    new SendTaskSuccessCommand({ taskToken, output: typeof output === 'string' ? output : JSON.stringify(output) }),
  );

const tokens: readonly Case[] = [
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
      const answers = [
        await refusal(succeed(side, first?.token ?? '', {})),
        await refusal(succeed(side, second?.token ?? '', { outcome: 'late' })),
      ];
      return [first?.token === second?.token, answers.toSorted(), (await ended(side, execution))[0]];
    },
    gives: [false, ['TaskTimedOut', 'taken'], 'SUCCEEDED'],
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

export const machineCases: readonly Case[] = [...walks, ...failures, ...tokens, ...names];
