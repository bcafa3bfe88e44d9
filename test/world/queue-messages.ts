import type {
  MessageAttributeValue,
  Message as Received,
  ReceiveMessageCommandInput,
  SendMessageCommandInput,
} from '@aws-sdk/client-sqs';
import { named } from './service-error.ts';

export type Attributes = Readonly<Record<string, MessageAttributeValue>>;

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: Attributes;
  readonly sentAt: number;
  /** Of whom it is one of many. */
  readonly group?: string | undefined;
  /** How often it was handed out. */
  received: number;
  /** Of the last time it was handed out: an older one changes nothing any more. */
  receipt: string;
  visibleAt: number;
}

const mostBytes = 1_048_576;
/** Nothing is hidden for longer, in seconds. */
export const longestHidden = 43_200;

/** SQS takes no empty text, and of the characters only those of XML 1.0. */
const allowed = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]+$/u;
/** Letters, digits and ASCII punctuation. */
const allowedGroup = /^[!-~]{1,128}$/;
const allowedName = /^(?!aws\.|amazon\.)[\w.-]{1,256}$/i;

/** Refuses a message that SQS does not take. */
export function judgeSent({
  MessageBody = '',
  MessageAttributes = {},
  DelaySeconds = 0,
  MessageGroupId = 'none',
}: SendMessageCommandInput): void {
  if (MessageBody === '') throw named('MissingParameter');
  if (!allowed.test(MessageBody)) throw named('InvalidMessageContents');
  const attributes = Object.entries(MessageAttributes);
  const fit = attributes.every(
    ([name, { DataType = '', StringValue = '' }]) =>
      allowedName.test(name) && DataType !== '' && allowed.test(StringValue),
  );
  const bytes = attributes.reduce(
    (sum, [name, { DataType, StringValue }]) => sum + Buffer.byteLength(`${name}${DataType}${StringValue}`),
    Buffer.byteLength(MessageBody),
  );
  if (!allowedGroup.test(MessageGroupId)) throw named('InvalidParameterValue');
  if (!fit || attributes.length > 10 || DelaySeconds > 900 || bytes > mostBytes) throw named('InvalidParameterValue');
}

/** Refuses a look that SQS does not allow. */
export function judgeAsked(input: ReceiveMessageCommandInput): void {
  const { MaxNumberOfMessages = 1, VisibilityTimeout = 0, WaitTimeSeconds = 0 } = input;
  const fits = MaxNumberOfMessages >= 1 && MaxNumberOfMessages <= 10 && WaitTimeSeconds <= 20;
  if (!fits || VisibilityTimeout > longestHidden) throw named('InvalidParameterValue');
}

export function judgeReceipt(receipt: string): void {
  if (!/^m-\d+-\d+$/.test(receipt)) throw named('ReceiptHandleIsInvalid');
}

/** A message as it is handed out: with those of its attributes that were asked for. */
export function received(message: Message, asked: ReceiveMessageCommandInput): Received {
  const { MessageAttributeNames = [], MessageSystemAttributeNames = [], AttributeNames = [] } = asked;
  const own = only(message.attributes, MessageAttributeNames);
  const counted: Record<string, string> = {
    ApproximateReceiveCount: String(message.received),
    SentTimestamp: String(message.sentAt),
  };
  const system = only({ ...counted, ...(message.group !== undefined && { MessageGroupId: message.group }) }, [
    ...MessageSystemAttributeNames,
    ...AttributeNames,
  ]);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    Body: message.body,
    ...(Object.keys(own).length > 0 && { MessageAttributes: own }),
    ...(Object.keys(system).length > 0 && { Attributes: system }),
  };
}

const only = <Value>(all: Readonly<Record<string, Value>>, names: readonly string[]): Record<string, Value> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name) || names.includes('All')));
