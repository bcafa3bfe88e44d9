import type {
  DescribeExecutionCommandInput,
  SendTaskSuccessCommandInput,
  StartExecutionCommandInput,
  StopExecutionCommandInput,
} from '@aws-sdk/client-sfn';
import { contextOf, type Execution, kept, nameIn, parsed } from './execution.ts';
import type { Functions } from './functions.ts';
import type { Choice, Part } from './part.ts';
import { nameIn as nameInUrl, type Queues } from './queues.ts';
import type { Scheduler } from './scheduler.ts';
import { named } from './service-error.ts';
import {
  entered,
  type Json,
  jsonAt,
  pauseOf,
  RuntimeError,
  type State,
  type States,
  template,
  withResult,
} from './states-language.ts';

/** What a state that waits sends. */
interface Message {
  readonly QueueUrl: string;
  readonly MessageBody: Json;
  readonly MessageGroupId?: string;
}

/**
 * Step Functions: standard executions that walk the definition that is deployed. It knows what our definitions use (tasks by
 * Lambda and by a queue with a token, choices, retries, catches, timeouts) and refuses anything else.
 */
export class StateMachine implements Part {
  readonly #scheduler: Scheduler;
  readonly #functions: Functions;
  readonly #queues: Queues;
  readonly #states: States;
  readonly #startAt: string;
  readonly #executions = new Map<string, Execution>();
  readonly #spent = new Set<string>();
  #tokens = 0;

  constructor(
    scheduler: Scheduler,
    { functions, queues, definition }: { functions: Functions; queues: Queues; definition: Json },
  ) {
    this.#scheduler = scheduler;
    this.#functions = functions;
    this.#queues = queues;
    this.#states = definition.States as States;
    this.#startAt = definition.StartAt as string;
  }

  /** The token by which an execution waits. */
  tokenOf = (name: string): string | undefined => this.#executions.get(name)?.token;
  /** What it answers, by the name of the SDK's command. */
  answers() {
    return {
      StartExecution: this.start.bind(this),
      DescribeExecution: this.describe.bind(this),
      StopExecution: this.stop.bind(this),
      SendTaskSuccess: this.succeed.bind(this),
    };
  }

  /** The executions that run, by name. */
  running = (): string[] =>
    [...this.#executions.values()].filter(({ status }) => status === 'RUNNING').map(({ name }) => name);

  /** The executions of a case, by name, in the order in which they began. */
  executionsOf = (caseId: string): string[] => [...this.#executions.keys()].filter((name) => name.includes(caseId));

  /** The states an execution has entered, in order. */
  history = (name: string): readonly string[] => this.#executions.get(name)?.history ?? [];

  status = (name: string): Execution['status'] | undefined => this.#executions.get(name)?.status;

  choices(): Choice[] {
    const now = this.#scheduler.now();
    return [...this.#executions.values()]
      .filter(
        ({ status, token, working, restsUntil = 0, until = Number.POSITIVE_INFINITY }) =>
          status === 'RUNNING' && !working && (token === undefined ? restsUntil <= now : until <= now),
      )
      .map((execution) => ({ label: `${execution.name} ${execution.state}`, happen: () => this.#goOn(execution) }));
  }

  nextAt(): number | undefined {
    const now = this.#scheduler.now();
    const ahead = [...this.#executions.values()].flatMap(({ status, token, until, restsUntil }) =>
      status !== 'RUNNING'
        ? []
        : [token === undefined ? restsUntil : until].filter((at) => at !== undefined && at > now),
    ) as number[];
    return ahead.length === 0 ? undefined : Math.min(...ahead);
  }

  busy = (): boolean =>
    [...this.#executions.values()].some(({ status, token }) => status === 'RUNNING' && token === undefined);

  #goOn(execution: Execution): void {
    this.#orFail(execution, () => this.#step(execution));
  }

  /** Ends an execution whose definition and data do not fit: no catcher gets that. */
  #orFail(execution: Execution, go: () => void): void {
    try {
      go();
    } catch (error) {
      if (!(error instanceof RuntimeError)) throw error;
      this.#close(execution, 'FAILED', error.name);
    }
  }

  #step(execution: Execution): void {
    const { state: name, token } = execution;
    const state = this.#states[name] as State;
    if (token !== undefined) {
      this.#spend(execution);
      this.#failed(execution, 'States.Timeout');
    } else if (state.Type === 'Choice') this.#choose(execution, state);
    else if (state.Resource === 'arn:aws:states:::lambda:invoke') this.#work(execution, state);
    else if (state.Resource === 'arn:aws:states:::sqs:sendMessage.waitForTaskToken') this.#wait(execution, state);
    else throw new Error(`${name}: the world knows no ${state.Type} ${state.Resource}`);
  }

  #choose(execution: Execution, { Choices, Default }: State): void {
    const chosen = Choices?.find(({ Variable, StringEquals }) => {
      const found = jsonAt(Variable, execution.data);
      if (found === undefined) throw new RuntimeError(`${Variable} leads nowhere`);
      return found === StringEquals;
    });
    const next = chosen?.Next ?? Default;
    if (next === undefined) this.#close(execution, 'FAILED', 'States.NoChoiceMatched');
    else this.#enter(execution, next);
  }

  #wait(execution: Execution, { Parameters, TimeoutSeconds = 365 * 86_400 }: State): void {
    if (this.#scheduler.isStopped(this.#queues)) {
      this.#failed(execution, 'SQS.SdkClientException');
      return;
    }
    this.#tokens += 1;
    execution.token = `token-${this.#tokens}`;
    execution.until = this.#scheduler.now() + TimeoutSeconds * 1_000;
    const sent = template(Parameters ?? {}, execution.data, contextOf(execution));
    const { QueueUrl, MessageBody, MessageGroupId: group } = sent as unknown as Message;
    this.#queues.put(nameInUrl(QueueUrl), JSON.stringify(MessageBody), { group });
  }

  #work(execution: Execution, state: State): void {
    const asked = template(state.Parameters ?? {}, execution.data, contextOf(execution));
    const { FunctionName, Payload } = asked as { FunctionName: string; Payload: Json };
    execution.working = true;
    this.#functions.invoke(FunctionName, Payload, (outcome) => {
      execution.working = undefined;
      if (execution.status !== 'RUNNING') return;
      this.#orFail(execution, () => {
        if (outcome === 'died') this.#failed(execution, 'Lambda.Unknown');
        else if ('error' in outcome) this.#failed(execution, (outcome.error as Error).name);
        else this.#succeeded(execution, state, { Payload: outcome.value as Json });
      });
    });
  }

  #succeeded(execution: Execution, state: State, result: Json): void {
    const { ResultSelector } = state;
    const selected = ResultSelector === undefined ? result : template(ResultSelector, result, contextOf(execution));
    execution.data = withResult(execution.data, state.ResultPath, selected);
    if (state.End) this.#close(execution, 'SUCCEEDED');
    else this.#enter(execution, state.Next as string);
  }

  #failed(execution: Execution, error: string): void {
    const state = this.#states[execution.state] as State;
    const catches = (names: readonly string[]) => names.includes(error) || names.includes('States.ALL');
    const retrier = state.Retry?.find(({ ErrorEquals }) => catches(ErrorEquals));
    const tries = retrier === undefined ? 0 : (execution.tries.get(retrier) ?? 0);
    if (retrier !== undefined && tries < (retrier.MaxAttempts ?? 3)) {
      execution.tries.set(retrier, tries + 1);
      execution.restsUntil = this.#scheduler.now() + pauseOf(retrier, tries, this.#scheduler.random);
      return;
    }
    const catcher = state.Catch?.find(({ ErrorEquals }) => catches(ErrorEquals));
    if (catcher === undefined) {
      this.#close(execution, 'FAILED', error);
      return;
    }
    execution.data = withResult(execution.data, catcher.ResultPath, { Error: error, Cause: error });
    this.#enter(execution, catcher.Next);
  }

  #enter(execution: Execution, state: string): void {
    Object.assign(execution, entered(state, this.#scheduler.now()));
    // No transition takes no time, so two waits of one execution never begin at the same instant.
    execution.restsUntil = this.#scheduler.now() + 5 + Math.floor(this.#scheduler.random() * 20);
    execution.history.push(state);
  }

  #close(execution: Execution, status: Execution['status'], error?: string): void {
    this.#spend(execution);
    Object.assign(execution, { status, error, closedAt: this.#scheduler.now() });
  }

  #spend(execution: Execution): void {
    if (execution.token !== undefined) this.#spent.add(execution.token);
    execution.token = undefined;
    execution.until = undefined;
  }

  start({ name = '', input = '{}', stateMachineArn = '' }: StartExecutionCommandInput): object {
    if (!/^[\w.-]{1,80}$/.test(name)) throw named('InvalidName');
    const data = parsed(input, 'InvalidExecutionInput');
    const before = this.#known(name);
    if (before !== undefined && (before.status !== 'RUNNING' || before.input !== input))
      throw named('ExecutionAlreadyExists');
    const startedAt = before?.startedAt ?? this.#scheduler.now();
    if (before === undefined) {
      const history = [this.#startAt];
      const execution: Execution = {
        ...entered(this.#startAt, startedAt),
        name,
        input,
        data,
        startedAt,
        status: 'RUNNING',
        history,
      };
      this.#executions.set(name, execution);
    }
    const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    return { executionArn, startDate: new Date(startedAt) };
  }

  describe({ executionArn = '' }: DescribeExecutionCommandInput): object {
    const execution = this.#known(nameIn(executionArn));
    if (execution === undefined) throw named('ExecutionDoesNotExist');
    const { name, status, input, data, error, startedAt } = execution;
    const output = status === 'SUCCEEDED' ? { output: JSON.stringify(data) } : {};
    return { executionArn, name, status, input, error, startDate: new Date(startedAt), ...output };
  }

  stop({ executionArn = '' }: StopExecutionCommandInput): object {
    const execution = this.#known(nameIn(executionArn));
    if (execution === undefined) throw named('ExecutionDoesNotExist');
    if (execution.status === 'RUNNING') this.#close(execution, 'ABORTED');
    return {};
  }

  succeed({ taskToken = '', output = '{}' }: SendTaskSuccessCommandInput): object {
    const result = parsed(output, 'InvalidOutput');
    const execution = [...this.#executions.values()].find(({ token }) => token === taskToken);
    if (execution === undefined) throw named(this.#spent.has(taskToken) ? 'TaskTimedOut' : 'InvalidToken');
    this.#spend(execution);
    this.#orFail(execution, () => this.#succeeded(execution, this.#states[execution.state] as State, result));
    return {};
  }

  #known(name: string): Execution | undefined {
    const { closedAt = Number.POSITIVE_INFINITY, ...rest } = this.#executions.get(name) ?? { closedAt: 0 };
    if (closedAt + kept > this.#scheduler.now() && 'name' in rest) return this.#executions.get(name);
    this.#executions.delete(name);
    return undefined;
  }
}
