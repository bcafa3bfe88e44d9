import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { outside } from './power-cuts.ts';

const client = mockClient(SQSClient);

/** A message of a queue, as it comes the `received`-th time. */
export function record(body: unknown, { id = 'message-1', received = 1 } = {}): SQSRecord {
  return {
    messageId: id,
    receiptHandle: `handle of ${id}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: { ApproximateReceiveCount: String(received) },
  } as SQSRecord;
}

/** Hands a batch to a function as Lambda does. The ids of the messages that will come again. */
export async function handed(
  handler: (batch: SQSEvent, context: never) => Promise<SQSBatchResponse> | void,
  ...Records: SQSRecord[]
): Promise<string[]> {
  const answer = await handler({ Records }, {} as never);
  return (answer as SQSBatchResponse).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

/** What is put into dead-letter queues, and for how many seconds messages are hidden. */
export function queuesInMemory() {
  const dead: { queue: string; body: string; code?: string; reason?: string }[] = [];
  const hidden: { handle: string; seconds: number }[] = [];
  client.reset();
  client.on(SendMessageCommand).callsFake(({ QueueUrl, MessageBody, MessageAttributes }) =>
    outside(() => {
      const { code, reason } = MessageAttributes ?? {};
      for (const { StringValue } of Object.values(MessageAttributes ?? {}) as { StringValue: string }[]) {
        if (!allowed.test(StringValue)) throw Object.assign(new Error(), { name: 'InvalidParameterValue' });
      }
      dead.push({ queue: QueueUrl, body: MessageBody, code: code?.StringValue, reason: reason?.StringValue });
    }),
  );
  client
    .on(ChangeMessageVisibilityCommand)
    .callsFake(({ ReceiptHandle, VisibilityTimeout }) =>
      outside(() => void hidden.push({ handle: ReceiptHandle, seconds: VisibilityTimeout })),
    );
  return { dead, hidden };
}

/** SQS takes no empty text, and of the characters only those of XML 1.0. */
const allowed = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]+$/u;
