import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { sqs } from './sqs.ts';

/** A dead letter that is hidden from others, and the receipt by which it is taken away or shown again. */
export interface HeldLetter {
  readonly id: string;
  /** The name of the queue in which it lies, and its address. */
  readonly queue: string;
  readonly url: string;
  readonly receipt: string;
  readonly code: string;
  readonly reason: string;
  readonly body: string;
}

export interface Held {
  readonly held: readonly HeldLetter[];
  /** How many more the queue counts: somebody else hid them for longer than this waited, or there were more than were asked for. */
  readonly unread: number;
}

/** After so many looks of a second that find nothing, what others hide is given up: longer than any look hides it. */
const patience = 15;

/**
 * The letters that a queue holds, hidden from others for `seconds`: all of them, or `most` and up to nine more. The queue's own
 * count, which includes what others hide, says when all of them are found.
 */
export async function holdLetters(url: string, seconds: number, most = Number.POSITIVE_INFINITY): Promise<Held> {
  const found = new Map<string, HeldLetter>();
  for (let emptyLooks = 0; ; ) {
    const missing = (await depthOf(url)) - found.size;
    if (missing <= 0 || emptyLooks === patience || found.size >= most) {
      return { held: [...found.values()], unread: Math.max(0, missing) };
    }
    const before = found.size;
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 1, // an answer at once asks a part of the servers only, and may be empty though there are messages
        VisibilityTimeout: seconds,
        MessageAttributeNames: ['All'],
      }),
    );
    for (const message of Messages) found.set(message.MessageId ?? '', letterOf(url, message));
    emptyLooks = found.size > before ? 0 : emptyLooks + 1;
  }
}

/** The address of the queue of this name. */
export async function queueUrl(QueueName: string): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  return QueueUrl;
}

const letterOf = (url: string, message: Message): HeldLetter => {
  const { MessageId = '', ReceiptHandle = '', Body = '', MessageAttributes: { code, reason } = {} } = message;
  return {
    id: MessageId,
    queue: url.split('/').at(-1) as string,
    url,
    receipt: ReceiptHandle,
    code: code?.StringValue ?? 'unknown',
    reason: reason?.StringValue ?? 'failed again and again',
    body: Body,
  };
};

async function depthOf(QueueUrl: string): Promise<number> {
  const depths = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...depths] }));
  return depths.reduce((sum, depth) => sum + Number(Attributes[depth] ?? 0), 0);
}
