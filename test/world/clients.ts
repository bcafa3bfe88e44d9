import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IoTClient } from '@aws-sdk/client-iot';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { processes } from './process.ts';
import type { Scheduler } from './scheduler.ts';

/** What the services of a world answer, by the name of the SDK's command without its ending. */
export type Answers = { readonly [operation: string]: (input: never) => unknown };

/** What is used of a mock. */
interface Stub {
  readonly send: { callsFake(answer: (command: Command) => Promise<unknown>): unknown };
  reset(): unknown;
  resetHistory(): unknown;
}

interface Command {
  readonly constructor: { readonly name: string };
  readonly input: unknown;
}

const stubs = [
  DynamoDBDocumentClient,
  EventBridgeClient,
  SQSClient,
  SFNClient,
  SESv2Client,
  SecretsManagerClient,
  IoTClient,
  CognitoIdentityProviderClient,
].map((client) => mockClient(client as typeof SQSClient) as Stub);

/** A mock remembers all it was asked; a world asks it millions of times. */
const remembered = 500;

/** From now on every call of every AWS client of this process goes to a world, and waits there for its turn. */
export function connectClients(scheduler: Scheduler, answers: Answers): void {
  for (const stub of stubs) {
    stub.reset();
    let calls = 0;
    stub.send.callsFake(async (command) => {
      calls += 1;
      if (calls % remembered === 0) queueMicrotask(() => stub.resetHistory());
      const operation = command.constructor.name.replace(/Command$/, '');
      const answer = answers[operation];
      if (answer === undefined) throw new Error(`the world knows no ${operation}`);
      const called = scheduler.call(operation, () => answer(command.input as never));
      // Who calls from outside of the product lets the world go on until there is an answer.
      if (processes.getStore() !== undefined) return called;
      let answered = false;
      const settled = called.finally(() => {
        answered = true;
      });
      await Promise.all([settled, scheduler.until(() => answered)]);
      return called;
    });
  }
}
