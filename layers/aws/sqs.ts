import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  type MessageAttributeValue,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

export const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });

/** What a message is sent with beside its body. */
interface Sent {
  readonly attributes?: Readonly<Record<string, string>>;
  /**
   * Of whom it is one of many: while one group has much in a reader's hands, messages of the others are handed out first.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html
   */
  readonly group?: string;
}

export async function sendMessage(queue: string, body: string, { attributes = {}, group }: Sent = {}): Promise<void> {
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, text]): [string, MessageAttributeValue] => [
      name,
      { DataType: 'String', StringValue: legible(text) },
    ]),
  );
  await sqs.send(
    new SendMessageCommand({ QueueUrl: queue, MessageBody: body, MessageAttributes, MessageGroupId: group }),
  );
}

/** SQS takes neither an empty text nor control characters, and a reason may hold what a stranger sent. */
const legible = (text: string): string =>
  text
    .slice(0, 1000)
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u{20}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd') || '-';

/** Hides a message of ours for `seconds` from now. */
export async function hideMessage(queue: string, receiptHandle: string, seconds: number): Promise<void> {
  await sqs.send(
    new ChangeMessageVisibilityCommand({ QueueUrl: queue, ReceiptHandle: receiptHandle, VisibilityTimeout: seconds }),
  );
}

/** About how many messages of a queue of ours wait to be handed out, without those that are hidden. */
export async function messagesWaiting(queue: string): Promise<number> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queue, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Number(Attributes.ApproximateNumberOfMessages ?? 0);
}
