import { DescribeExecutionCommand, SendTaskSuccessCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { receiveAll } from './queue-calls.ts';
import { eventually, type Side } from './side.ts';
import type { Work } from './worker.ts';

export type State = Record<string, unknown>;

/** A state machine of these states, which begins with the first. */
export const machine = (side: Side, states: Record<string, State>) =>
  side.machine({ StartAt: Object.keys(states)[0], States: states });

/** A state that calls the worker. Its error, or what it gives as `outcome`, lies at `$.done`. */
export const work = ({ worker }: Side, asked: Work, more: State): State => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: worker, Payload: asked },
  ResultSelector: { 'outcome.$': '$.Payload.outcome' },
  ResultPath: '$.done',
  ...more,
});

/** A state that lays its token into a queue and waits for it. */
export const waits = (url: string, more: State): State => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
  Parameters: {
    QueueUrl: url,
    MessageBody: {
      'token.$': '$$.Task.Token',
      'of.$': '$.of',
      'name.$': '$$.Execution.Name',
      'retries.$': '$$.State.RetryCount',
      fixed: 1,
    },
  },
  ResultPath: '$.done',
  ...more,
});

export const choice = (leads: Record<string, string>, more: State = {}): State => ({
  Type: 'Choice',
  Choices: Object.entries(leads).map(([StringEquals, Next]) => ({ Variable: '$.done.outcome', StringEquals, Next })),
  ...more,
});

export const gives = (outcome: unknown): Work => ({ gives: { outcome } });

export async function start({ stepFunctions }: Side, stateMachineArn: string, name: string, input: object | string) {
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  const started = await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, name, input: text }));
  return started.executionArn as string;
}

export const describe = ({ stepFunctions }: Side, executionArn: string) =>
  stepFunctions.send(new DescribeExecutionCommand({ executionArn }));

/** How an execution ended: its status, its output or its error, and the states that it entered. */
export async function ended(side: Side, executionArn: string) {
  const { status, output, error } = await eventually(
    side,
    () => describe(side, executionArn),
    (seen) => seen.status !== 'RUNNING',
  );
  const result = output === undefined ? error : (JSON.parse(output) as unknown);
  return [status, result, await side.entered(executionArn)];
}

/** Runs a machine of these states to its end. */
export async function run(side: Side, states: Record<string, State>, input: object = {}) {
  return ended(side, await start(side, await machine(side, states), side.fresh('run'), input));
}

export const end = { End: true };
export const trouble = (side: Side) => ({ Trouble: work(side, gives('told'), { ...end, ResultPath: '$.told' }) });
export const caught = [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failed', Next: 'Trouble' }];

export async function waiting(side: Side, more: State = end) {
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

export const succeed = ({ stepFunctions }: Side, taskToken: string, output: unknown) =>
  stepFunctions.send(
    new SendTaskSuccessCommand({ taskToken, output: typeof output === 'string' ? output : JSON.stringify(output) }),
  );
