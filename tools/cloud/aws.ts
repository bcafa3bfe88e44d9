/** AWS clients of a running local cloud, for tools and tests. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { local } from '../../infra/names.ts';
import { root } from './emulator.ts';
import type { Stack } from './stack.ts';

export type Where = Pick<Stack, 'endpoint' | 'region'>;

/** One client for each cloud: whoever waits for it asks it hundreds of things, and a new client is a new connection. */
function perCloud<Client>(make: (settings: Where & { credentials: typeof root }) => Client): (where: Where) => Client {
  const clients = new Map<string, Client>();
  return ({ endpoint, region }) => {
    const client = clients.get(endpoint) ?? make({ endpoint, region, credentials: root });
    clients.set(endpoint, client);
    return client;
  };
}

export const dynamodbOf = perCloud((settings) => DynamoDBDocumentClient.from(new DynamoDBClient(settings)));
export const sqsOf = perCloud((settings) => new SQSClient(settings));
export const lambdaOf = perCloud((settings) => new LambdaClient(settings));
export const stepFunctionsOf = perCloud((settings) => new SFNClient({ ...settings, disableHostPrefix: true }));

/** How many messages each of the product's queues holds, in flight ones included. */
export async function queueDepths(where: Where): Promise<Map<string, number>> {
  const sqs = sqsOf(where);
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: local.queueName('') }));
  const depths = await Promise.all(
    QueueUrls.map(async (QueueUrl): Promise<[string, number]> => {
      const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
      const { ApproximateNumberOfMessages: waiting = 0, ApproximateNumberOfMessagesNotVisible: taken = 0 } = Attributes;
      return [QueueUrl.split('/').at(-1) as string, Number(waiting) + Number(taken)];
    }),
  );
  return new Map(depths);
}
