import {
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

export interface DeadLetter {
  readonly queue: string;
  readonly code: string;
  readonly reason: string;
  readonly body: string;
}

const nameOf = (url: string): string => url.split('/').at(-1) as string;

/** What was put aside, of one capability or of all. It stays where it is. */
export async function deadLetters(capability = ''): Promise<DeadLetter[]> {
  const sqs = new SQSClient({});
  const letters: DeadLetter[] = [];
  for (const url of await deadQueues(sqs, capability)) {
    for (const { Body = '', MessageAttributes = {} } of await all(sqs, url, 10)) {
      const { code, reason } = MessageAttributes;
      letters.push({
        queue: nameOf(url),
        code: code?.StringValue ?? 'unknown',
        reason: reason?.StringValue ?? 'failed again and again',
        body: Body,
      });
    }
  }
  return letters;
}

/** Sends what was put aside back to the queue it was meant for, and only then takes it away: a crash doubles, never loses. */
export async function replay(capability: string): Promise<number> {
  const sqs = new SQSClient({});
  let sent = 0;
  for (const url of await deadQueues(sqs, capability)) {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: nameOf(url).replace(/-dead$/, '') }));
    for (const { Body, ReceiptHandle } of await all(sqs, url, 60)) {
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: Body }));
      await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
      sent += 1;
    }
  }
  return sent;
}

/** The dead-letter queues of a capability that stand behind a queue of its own. */
async function deadQueues(sqs: SQSClient, capability: string): Promise<string[]> {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: `vuelta-${capability}` }));
  const names = new Set(QueueUrls.map(nameOf));
  return QueueUrls.filter((url) => nameOf(url).endsWith('-dead') && names.has(nameOf(url).replace(/-dead$/, '')));
}

/** Everything a queue holds; hidden from others for `seconds`. */
async function all(sqs: SQSClient, QueueUrl: string, seconds: number): Promise<Message[]> {
  const found = new Map<string, Message>();
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: seconds,
        MessageAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return [...found.values()];
    for (const message of Messages) found.set(message.MessageId ?? '', message);
  }
}
