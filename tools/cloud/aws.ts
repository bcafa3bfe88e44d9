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

const settings = ({ endpoint, region }: Where) => ({
  endpoint,
  region,
  credentials: root,
});

export const dynamodbOf = (where: Where) => DynamoDBDocumentClient.from(new DynamoDBClient(settings(where)));
export const sqsOf = (where: Where) => new SQSClient(settings(where));
export const lambdaOf = (where: Where) => new LambdaClient(settings(where));
export const stepFunctionsOf = (where: Where) => new SFNClient({ ...settings(where), disableHostPrefix: true });

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
