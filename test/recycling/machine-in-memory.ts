import {
  DescribeExecutionCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { caseDefinition } from '../../infra/states-language.ts';
import { outside, unlessItDies } from '../support/power-cuts.ts';

const client = mockClient(SFNClient);
const { StartAt, States } = caseDefinition({ worker: 'worker', queue: 'queue' }) as unknown as Definition;

interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Next?: string;
  readonly Parameters?: { readonly Payload?: Template; readonly MessageBody?: Template };
  readonly Choices?: readonly { readonly StringEquals: string; readonly Next: string }[];
  readonly Retry?: readonly { readonly MaxAttempts: number }[];
  readonly Catch?: readonly { readonly Next: string }[];
}

type Template = Readonly<Record<string, string>>;

interface Execution {
  readonly name: string;
  at: string | undefined;
  data: { brand: string; caseId: string; done?: { outcome: string }; failed?: { Error: string } };
  token?: string;
  entered: string[];
}

const named = (name: string) => Object.assign(new Error(name), { name });

/** Who does what the machine asks for: its function, and the reader of its queue. */
export interface Hands {
  work(payload: object): Promise<unknown>;
  wait(message: object): Promise<unknown>;
}

/** Step Functions as far as cases need it: it walks the definition that is deployed, and retries without waiting. */
export function stepFunctionsInMemory() {
  const executions = new Map<string, Execution>();
  let tokens = 0;
  client.reset();
  client.on(StartExecutionCommand).callsFake(({ name, input }) =>
    outside(() => {
      if (executions.has(name)) throw named('ExecutionAlreadyExists');
      executions.set(name, { name, at: StartAt, data: JSON.parse(input), entered: [] });
    }),
  );
  client.on(DescribeExecutionCommand).callsFake(({ executionArn }) =>
    outside(() => {
      const found = executions.get(executionArn.split(':').at(-1));
      if (found === undefined) throw named('ExecutionDoesNotExist');
      return { status: found.at === undefined ? 'SUCCEEDED' : 'RUNNING' };
    }),
  );
  client.on(SendTaskSuccessCommand).callsFake(({ taskToken, output }) =>
    outside(() => {
      const found = [...executions.values()].find(({ token }) => token === taskToken);
      if (found === undefined) throw named('TaskTimedOut');
      found.data = { ...found.data, done: JSON.parse(output) };
      found.token = undefined;
      found.at = States[found.at as string]?.Next;
    }),
  );

  /** Goes on with one execution by one state; whether it moved. */
  async function step(execution: Execution, hands: Hands): Promise<boolean> {
    const { at: name, token } = execution;
    if (name === undefined || token !== undefined) return false;
    const state = States[name] as State;
    execution.entered.push(name);
    if (state.Type === 'Choice') {
      const { outcome } = execution.data.done ?? {};
      const chosen = state.Choices?.find(({ StringEquals }) => StringEquals === outcome);
      if (chosen === undefined) throw new Error(`${name} has no choice for ${outcome}`);
      execution.at = chosen.Next;
    } else if (state.Resource?.includes('sqs')) {
      execution.token = `token-${++tokens}`;
      await hands.wait(filled(state.Parameters?.MessageBody, execution));
    } else await work(execution, state, hands);
    return true;
  }

  async function work(execution: Execution, state: State, hands: Hands): Promise<void> {
    const tries = 1 + (state.Retry?.at(-1)?.MaxAttempts ?? 0);
    for (let attempt = 1; attempt <= tries; attempt++) {
      const done = await unlessItDies(() => hands.work(filled(state.Parameters?.Payload, execution))).catch(() => {});
      if (done === undefined) continue;
      execution.data = { ...execution.data, done: done as { outcome: string } };
      execution.at = state.Next;
      return;
    }
    execution.data = { ...execution.data, failed: { Error: 'Unhandled' } };
    execution.at = state.Catch?.[0]?.Next;
  }

  return {
    executions,
    /** Lets every execution go on until it waits or ends. Whether any moved. */
    async run(hands: Hands): Promise<boolean> {
      let moved = false;
      for (const execution of executions.values()) {
        while (await step(execution, hands)) moved = true;
      }
      return moved;
    },
  };
}

function filled(template: Template = {}, { data, token }: Execution): object {
  const values: Record<string, string | undefined> = {
    '$.brand': data.brand,
    '$.caseId': data.caseId,
    '$$.Task.Token': token,
    '$.failed.Error': data.failed?.Error,
  };
  return Object.fromEntries(
    Object.entries(template).map(([name, value]) =>
      name.endsWith('.$') ? [name.slice(0, -2), values[value]] : [name, value],
    ),
  );
}
