import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ListQueuesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Names } from '../../infra/names.ts';

export interface DeadLetter {
  readonly queue: string;
  readonly code: string;
  readonly reason: string;
  readonly body: string;
}

const nameOf = (url: string): string => url.split('/').at(-1) as string;

/** What was put aside, of one capability or of all. It stays where it is. */
export async function deadLetters(names: Names, capability = ''): Promise<DeadLetter[]> {
  const sqs = new SQSClient({});
  const dead = (await queues(sqs, names.queueName(capability))).filter(isDead);
  return (await Promise.all(dead.map((url) => lettersIn(sqs, url)))).flat();
}

async function lettersIn(sqs: SQSClient, url: string): Promise<DeadLetter[]> {
  const found = await messagesOf(sqs, url, 10);
  await showAgain(sqs, url, found);
  return found.map(({ Body = '', MessageAttributes: { code, reason } = {} }) => ({
    queue: nameOf(url),
    code: code?.StringValue ?? 'unknown',
    reason: reason?.StringValue ?? 'failed again and again',
    body: Body,
  }));
}

/**
 * Sends what was put aside back to the queue it was meant for, and only then takes it away: a crash doubles, never loses.
 * What never reached a queue (of rules, the outbox or IoT) is not among it: `republish` sends events again.
 */
export async function replay(names: Names, capability: string): Promise<number> {
  const sqs = new SQSClient({});
  const all = await queues(sqs, names.queueName(capability));
  let sent = 0;
  for (const url of all.filter(isDead)) {
    const QueueUrl = all.find((each) => `${each}-dead` === url);
    if (QueueUrl === undefined) continue;
    for (const { Body, ReceiptHandle } of await messagesOf(sqs, url, 60)) {
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: Body }));
      await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
      sent += 1;
    }
  }
  return sent;
}

async function queues(sqs: SQSClient, QueueNamePrefix: string): Promise<string[]> {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix }));
  return QueueUrls;
}

const isDead = (url: string): boolean => nameOf(url).endsWith('-dead');

/** Looking at messages hides them from whoever looks next, until this is done. */
async function showAgain(sqs: SQSClient, QueueUrl: string, messages: readonly Message[]): Promise<void> {
  await Promise.all(
    messages.map(({ ReceiptHandle }) =>
      sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 })),
    ),
  );
}

/** Everything a queue holds; hidden from others for `seconds`. */
async function messagesOf(sqs: SQSClient, QueueUrl: string, seconds: number): Promise<Message[]> {
  const found = new Map<string, Message>();
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 1, // an answer at once asks a part of the servers only, and may be empty though there are messages
        VisibilityTimeout: seconds,
        MessageAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return [...found.values()];
    for (const message of Messages) found.set(message.MessageId ?? '', message);
  }
}
