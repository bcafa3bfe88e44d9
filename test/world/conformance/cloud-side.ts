import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateStateMachineCommand, GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { indexes } from '#layers/table/read.ts';
import { account } from '../../../tools/cloud/emulator.ts';
import { callIam } from '../../../tools/cloud/signed.ts';
import type { Side } from './side.ts';
import { worker } from './worker.ts';

/** The emulator that this process's environment points to, with a table, a bus and a function of this side's own. */
export async function cloudSide(): Promise<Side> {
  const own = randomUUID().slice(0, 8);
  let made = 0;
  const fresh = (kind: string) => `${kind}-${own}-${++made}`;
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const events = new EventBridgeClient({});
  const stepFunctions = new SFNClient({ disableHostPrefix: true });
  const database = new DynamoDBClient({});
  const [table, bus, workerName] = [fresh('table'), fresh('bus'), fresh('worker')];
  const role = await createRole(fresh('role'));
  await Promise.all([
    createTable(database, table),
    events.send(new CreateEventBusCommand({ Name: bus })),
    createWorker(workerName, role),
  ]);
  const arnOf = async (QueueUrl: string) =>
    (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }))).Attributes?.QueueArn;
  const createQueue = async (Attributes: Record<string, string>, QueueName = fresh('queue')) =>
    (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl as string;
  const queue: Side['queue'] = async ({ visibility = 30, maxReceives = 12 } = {}) => {
    const dead = await createQueue({});
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: await arnOf(dead), maxReceiveCount: maxReceives });
    return { url: await createQueue({ VisibilityTimeout: String(visibility), RedrivePolicy }), dead };
  };
  return {
    dynamodb: DynamoDBDocumentClient.from(database, { marshallOptions: { removeUndefinedValues: true } }),
    sqs,
    events,
    stepFunctions,
    table,
    bus,
    worker: workerName,
    fresh,
    queue,
    async hears(types, brand) {
      const pair = await queue();
      const Name = fresh('rule');
      const EventPattern = JSON.stringify({
        source: [{ prefix: 'vuelta/' }],
        'detail-type': types,
        detail: brand && { brand },
      });
      await events.send(new PutRuleCommand({ Name, EventBusName: bus, EventPattern }));
      const Targets = [{ Id: 'queue', Arn: await arnOf(pair.url) }];
      await events.send(new PutTargetsCommand({ Rule: Name, EventBusName: bus, Targets }));
      return pair;
    },
    async machine(definition) {
      const { stateMachineArn = '' } = await stepFunctions.send(
        new CreateStateMachineCommand({
          name: fresh('machine'),
          definition: JSON.stringify(definition),
          roleArn: role,
        }),
      );
      return stateMachineArn;
    },
    async entered(executionArn) {
      const { events: all = [] } = await stepFunctions.send(new GetExecutionHistoryCommand({ executionArn }));
      return all.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
    },
    pass: (seconds) => pause(seconds * 1_000),
  };
}

/** A role that may do everything, for the machines and the function of this side. */
async function createRole(RoleName: string): Promise<string> {
  const endpoint = process.env.AWS_ENDPOINT_URL ?? '';
  const document = (statement: object) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
  const services = { Service: ['states.amazonaws.com', 'lambda.amazonaws.com'] };
  const AssumeRolePolicyDocument = document({ Action: 'sts:AssumeRole', Principal: services });
  const PolicyDocument = document({ Action: '*', Resource: '*' });
  await callIam(endpoint, 'CreateRole', { RoleName, AssumeRolePolicyDocument });
  await callIam(endpoint, 'PutRolePolicy', { RoleName, PolicyName: 'everything', PolicyDocument });
  return `arn:aws:iam::${account}:role/${RoleName}`;
}

async function createTable(database: DynamoDBClient, TableName: string): Promise<void> {
  const keys = (HASH: string, RANGE: string) => [
    { AttributeName: HASH, KeyType: 'HASH' as const },
    { AttributeName: RANGE, KeyType: 'RANGE' as const },
  ];
  const all = Object.entries(indexes).map(([name, sort]) => ({ IndexName: name, KeySchema: keys(`${name}Pk`, sort) }));
  const names = ['pk', 'sk', ...all.flatMap(({ KeySchema }) => KeySchema.map(({ AttributeName }) => AttributeName))];
  await database.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keys('pk', 'sk'),
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      GlobalSecondaryIndexes: all.map((index) => ({ ...index, Projection: { ProjectionType: 'ALL' } })),
    }),
  );
}

async function createWorker(FunctionName: string, Role: string): Promise<void> {
  const ZipFile = zipped('index.mjs', `export const handler = ${worker}`);
  await new LambdaClient({}).send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role,
      Code: { ZipFile },
      Timeout: 5,
    }),
  );
}

/** A zip archive with one file in it, which is not compressed. */
function zipped(name: string, text: string): Buffer {
  const content = Buffer.from(text);
  const record = (signature: number, fields: readonly [value: number, bytes: 2 | 4][]) => {
    const numbers = fields.map(([value, bytes]) => {
      const written = Buffer.alloc(bytes);
      written.writeUIntLE(value, 0, bytes);
      return written;
    });
    return Buffer.concat([Buffer.from([0x50, 0x4b, signature & 0xff, signature >> 8]), ...numbers]);
  };
  const file: [number, 2 | 4][] = [
    [20, 2], // version that it takes
    [0, 2], // flags
    [0, 2], // not compressed
    [0, 4], // time and date
    [crc32(content), 4],
    [content.length, 4],
    [content.length, 4],
    [name.length, 2],
    [0, 2], // nothing more
  ];
  const local = Buffer.concat([record(0x0403, file), Buffer.from(name), content]);
  const mode = [0, 2, 0, 2, 0, 2, 0o100644 * 65_536, 4, 0, 4];
  const entry = [[20, 2], ...file, ...pairs(mode)] as [number, 2 | 4][];
  const central = Buffer.concat([record(0x0201, entry), Buffer.from(name)]);
  const end = pairs([0, 2, 0, 2, 1, 2, 1, 2, central.length, 4, local.length, 4, 0, 2]) as [number, 2 | 4][];
  return Buffer.concat([local, central, record(0x0605, end)]);
}

const pairs = (flat: readonly number[]) =>
  Array.from({ length: flat.length / 2 }, (_, n) => flat.slice(2 * n, 2 * n + 2));
