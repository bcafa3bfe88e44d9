import type { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { processes } from './process.ts';
import type { Scheduler } from './scheduler.ts';

/** What the services of a world answer, by the name of the SDK's command without its ending. */
export type Answers = { readonly [operation: string]: (input: never) => unknown };

interface Command {
  readonly constructor: { readonly name: string };
  readonly input: unknown;
}

/** What is used of a mock. */
interface Stub {
  readonly send: { callsFake(answer: (command: Command) => Promise<unknown>): unknown };
  resetHistory(): unknown;
}

/**
 * What every client of the SDK extends: mocked once, it takes the calls of them all, and none is loaded but by a function
 * that uses it.
 */
const Client = Object.getPrototypeOf(DynamoDBDocumentClient) as typeof SQSClient;

/**
 * The product reads a secret once a process and keeps it. Here all functions, and all worlds one after the other, are one
 * process: were such a call a turn, a run would depend on those before it, and one that dies in it would take all others with it.
 */
const keptByProcess = 'GetSecretValue';

/** A mock remembers all it was asked; a world asks it millions of times. */
const remembered = 500;

let world: { readonly scheduler: Scheduler; readonly answers: Answers } | undefined;

/** From now on every call of every AWS client of this process goes to a world, and waits there for its turn. */
export function connectClients(scheduler: Scheduler, answers: Answers): void {
  if (world === undefined) mock(mockClient(Client) as Stub);
  world = { scheduler, answers };
}

function mock(stub: Stub): void {
  let calls = 0;
  stub.send.callsFake((command) => {
    calls += 1;
    // Not while it is being called.
    if (calls % remembered === 0) queueMicrotask(() => stub.resetHistory());
    return answered(command);
  });
}

async function answered(command: Command): Promise<unknown> {
  const { scheduler, answers } = world as NonNullable<typeof world>;
  // Where several clients are put together to one file, names that two of them use are told apart by a number.
  const operation = command.constructor.name.replace(/Command\d*$/, '');
  const answer = answers[operation];
  if (answer === undefined) throw new Error(`the world knows no ${operation}`);
  if (operation === keptByProcess) return answer(command.input as never);
  const called = scheduler.call(operation, () => answer(command.input as never));
  // Who calls from outside of the product lets the world go on until there is an answer.
  if (processes.getStore() !== undefined) return called;
  let settled = false;
  const settling = called.finally(() => {
    settled = true;
  });
  await Promise.all([settling, scheduler.until(() => settled)]);
  return called;
}
