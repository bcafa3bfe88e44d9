import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
} from '@aws-sdk/client-sqs';
import { eventually, type Side } from './side.ts';

/** Sends a message, and gives its id. */
export async function send({ sqs }: Side, url: string, body: string, how: Partial<SendMessageCommandInput> = {}) {
  return (await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body, ...how }))).MessageId;
}

/** Takes what is there. By a long poll: a short one may miss it. */
export async function receive(
  { sqs }: Side,
  url: string,
  how: Partial<ReceiveMessageCommandInput> = {},
): Promise<Message[]> {
  const wait = { WaitTimeSeconds: 1, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] };
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: url, ...wait, MessageSystemAttributeNames: ['All'], ...how }),
  );
  return Messages;
}

/** Takes messages until as many came as wanted. */
export async function receiveAll(side: Side, url: string, wanted: number): Promise<Message[]> {
  const all: Message[] = [];
  return eventually(
    side,
    async () => {
      all.push(...(await receive(side, url)));
      return all;
    },
    ({ length }) => length >= wanted,
  );
}

/** Takes a message away by its receipt. */
export const remove = ({ sqs }: Side, url: string, receipt = '') =>
  sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receipt }));
/** Hides a message for so many seconds from now. */
export const hide = ({ sqs }: Side, url: string, receipt = '', VisibilityTimeout = 0) =>
  sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: receipt, VisibilityTimeout }));
export const bodies = (messages: readonly Message[]) => messages.map(({ Body }) => Body).toSorted();
export const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
