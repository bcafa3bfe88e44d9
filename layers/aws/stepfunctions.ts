import {
  DescribeExecutionCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { environment } from '#layers/environment.ts';

/* Elsewhere than on AWS there is one address for all, so that a prefix to its name would lead nowhere. */
const stepFunctions = new SFNClient({ disableHostPrefix: environment.AWS_ENDPOINT_URL !== undefined });

const named = (error: unknown): string => (error as Error).name;

/** Starts an execution. One of this name that runs, or ran, is the same success. */
export async function startExecution(stateMachineArn: string, name: string, input: object): Promise<void> {
  try {
    await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
  } catch (error) {
    if (named(error) !== 'ExecutionAlreadyExists') throw error;
  }
}

/** Whether the execution of this name is over, however it ended; undefined where it is not known, yet or any more. */
export async function hasEnded(stateMachineArn: string, name: string): Promise<boolean | undefined> {
  const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  try {
    const { status } = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    return status !== 'RUNNING';
  } catch (error) {
    if (named(error) !== 'ExecutionDoesNotExist') throw error;
    return undefined;
  }
}

const spent = new Set(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken']);

/** Lets a waiting step go on with `output`. A token that is spent is success: whoever waited by it has gone on. */
export async function goOn(taskToken: string, output: object): Promise<void> {
  try {
    await stepFunctions.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
  } catch (error) {
    if (!spent.has(named(error))) throw error;
  }
}
