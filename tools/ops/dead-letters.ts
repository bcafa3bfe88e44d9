import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ListQueuesCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type HeldLetter, holdLetters } from '#layers/aws/dead-letters.ts';
import type { Names } from '../../infra/names.ts';
import type { DeadLetter } from './dead-letter.ts';
import { isSettled, type Settled, writeDown } from './settled.ts';

export interface DeadLetters {
  readonly letters: readonly DeadLetter[];
  /** How many more there are, which somebody else hid for longer than this waited. */
  readonly unread: number;
}

const nameOf = (url: string): string => url.split('/').at(-1) as string;

/** What was put aside, of one capability or of all. It stays where it is, and is visible to the next who looks. */
export async function deadLetters(names: Names, capability = ''): Promise<DeadLetters> {
  const sqs = new SQSClient({});
  const dead = (await queues(sqs, names.queueName(capability))).filter(isDead);
  const looks = await Promise.all(
    dead.map(async (url) => {
      const { held, unread } = await holdLetters(url, 10);
      await showAgain(sqs, held);
      return { letters: held.map(({ url: _url, receipt: _receipt, ...letter }) => letter), unread };
    }),
  );
  return {
    letters: looks.flatMap(({ letters }) => letters),
    unread: looks.reduce((sum, { unread }) => sum + unread, 0),
  };
}

/**
 * Sends what was put aside back to the queue it was meant for, and only then takes it away: a crash doubles, never loses.
 * What was settled is taken away and not sent. What never reached a queue (of rules, the outbox or IoT) is not among it:
 * `republish` sends events again.
 */
export async function replay(names: Names, capability: string): Promise<number> {
  const sqs = new SQSClient({});
  const all = await queues(sqs, names.queueName(capability));
  let sent = 0;
  for (const url of all.filter(isDead)) {
    const QueueUrl = all.find((each) => `${each}-dead` === url);
    if (QueueUrl === undefined) continue;
    for (const letter of (await holdLetters(url, 60)).held) {
      if (!(await isSettled(letter))) {
        await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: letter.body }));
        sent += 1;
      }
      await takeAway(sqs, letter);
    }
  }
  return sent;
}

/**
 * Puts a dead letter away for good: it is written down who did so, when and why, and then it is taken from its queue. Cut off in
 * between, the letter lies there still and is not sent by `replay`; settling it again finishes the work, and the first reason
 * stays. Gives undefined where no letter of this id could be read.
 */
export async function settle(names: Names, id: string, because: string): Promise<Settled | undefined> {
  const sqs = new SQSClient({});
  const letter = await holdLetter(sqs, names, id);
  if (letter === undefined) return undefined;
  const settled = await writeDown(letter, because);
  await takeAway(sqs, letter);
  return settled;
}

/** The letter of this id, in whichever queue it lies, hidden from others for a minute. */
async function holdLetter(sqs: SQSClient, names: Names, id: string): Promise<HeldLetter | undefined> {
  for (const url of (await queues(sqs, names.queueName(''))).filter(isDead)) {
    const { held } = await holdLetters(url, 60);
    const found = held.find((letter) => letter.id === id);
    await showAgain(
      sqs,
      held.filter((letter) => letter !== found),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

const takeAway = async (sqs: SQSClient, { url, receipt }: HeldLetter): Promise<void> => {
  await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receipt }));
};

async function queues(sqs: SQSClient, QueueNamePrefix: string): Promise<string[]> {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix }));
  return QueueUrls;
}

const isDead = (url: string): boolean => nameOf(url).endsWith('-dead');

/** Looking at messages hides them from whoever looks next, until this is done. Who holds one by now keeps it. */
async function showAgain(sqs: SQSClient, held: readonly HeldLetter[]): Promise<void> {
  await Promise.all(
    held.map(({ url, receipt }) =>
      sqs
        .send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: receipt, VisibilityTimeout: 0 }))
        .catch(() => {}),
    ),
  );
}
