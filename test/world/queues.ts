import type {
  ChangeMessageVisibilityCommandInput,
  DeleteMessageCommandInput,
  GetQueueAttributesCommandInput,
  GetQueueUrlCommandInput,
  ListQueuesCommandInput,
  ReceiveMessageCommandInput,
  SendMessageCommandInput,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Delivery } from '../../infra/deliveries.ts';
import { FairShares } from './fair-shares.ts';
import type { Functions } from './functions.ts';
import type { Choice, Part } from './part.ts';
import {
  type Attributes,
  judgeAsked,
  judgeReceipt,
  judgeSent,
  longestHidden,
  type Message,
  received,
} from './queue-messages.ts';
import type { Scheduler } from './scheduler.ts';
import { named } from './service-error.ts';

/** A queue with a function behind it, or one of what could not be handled, with nobody behind it. */
interface Queue {
  readonly name: string;
  /** The function that takes from it, such as `points/on-event`. */
  readonly reader?: string;
  readonly dead?: string;
  /** For so many milliseconds a message is hidden from others once it was handed out. */
  readonly visibility: number;
  /** After so many times SQS itself puts a message aside. */
  readonly maxReceives: number;
  messages: Message[];
  /** How many messages Lambda hands to the reader in one batch, and how many batches at once (`infra/deliveries.ts`). */
  readonly delivery: Delivery;
  /** How many batches are with the reader now. */
  reading: number;
  readonly shares: FairShares;
}

/** What is set up for a queue, where it is not as usual. */
type HowRead = Partial<Pick<Queue, 'reader' | 'visibility' | 'maxReceives' | 'delivery'>>;

/** What a message is sent with beside its body; the delay is in milliseconds. */
interface HowSent {
  readonly attributes?: Attributes | undefined;
  readonly delay?: number;
  readonly group?: string | undefined;
}

const empty = () => ({ messages: [], reading: 0, shares: new FairShares() });

/** How messages are handed to a function that is not said to need another way. */
const usual: Delivery = { batchSize: 10, maxConcurrency: 10 };

/**
 * Standard queues, as SQS documents them: what is handed out is hidden for a time and comes again unless it is taken away,
 * in no order, now and then twice; a short look may miss what is there. What comes too often goes to the dead letters.
 */
export class Queues implements Part {
  readonly #scheduler: Scheduler;
  readonly #functions: Functions;
  readonly #queues = new Map<string, Queue>();
  #sent = 0;
  /** How many messages have come to lie in queues of dead letters since the world began, those included that left them. */
  setAside = 0;

  constructor(scheduler: Scheduler, functions: Functions) {
    this.#scheduler = scheduler;
    this.#functions = functions;
  }

  /** Makes a queue and that of its dead letters. */
  add(name: string, how: HowRead = {}): void {
    const { reader, visibility = 30_000, maxReceives = 100, delivery = usual } = how;
    const dead = `${name}-dead`;
    this.#queues.set(name, { name, reader, dead, visibility, maxReceives, delivery, ...empty() });
    this.addDead(dead);
  }

  addDead(name: string): void {
    const never = Number.POSITIVE_INFINITY;
    this.#queues.set(name, { name, visibility: 30_000, maxReceives: never, delivery: usual, ...empty() });
  }

  /** What they answer, by the name of the SDK's command. */
  answers() {
    return {
      SendMessage: this.send.bind(this),
      ReceiveMessage: this.receive.bind(this),
      ChangeMessageVisibility: this.hide.bind(this),
      DeleteMessage: this.take.bind(this),
      GetQueueUrl: this.urlOf.bind(this),
      ListQueues: this.list.bind(this),
      GetQueueAttributes: this.attributesOf.bind(this),
    };
  }

  /** How each function's queue is set up. */
  deliveries() {
    return [...this.#read()].map(({ name, reader, dead, visibility, maxReceives, delivery }) => ({
      ...{ name, reader, dead, visibility, maxReceives, ...delivery },
    }));
  }

  names = (): string[] => [...this.#queues.keys()];

  /** How many messages it holds, those in flight included. */
  depth = (name: string): number => this.#queue(name).messages.length;

  /** What lies in a queue, as it was sent. */
  bodies(name: string): { body: string; attributes: Record<string, string> }[] {
    return this.#queue(name).messages.map(({ body, attributes }) => ({ body, attributes: texts(attributes) }));
  }

  /** The groups of what lies in a queue. */
  groups = (name: string): (string | undefined)[] => this.#queue(name).messages.map(({ group }) => group);

  /** Puts a message into a queue as another service does. */
  put(name: string, body: string, { attributes = {}, delay = 0, group }: HowSent = {}): string {
    const now = this.#scheduler.now();
    this.#sent += 1;
    const id = `m-${this.#sent}`;
    const message = { id, body, attributes, group, sentAt: now, received: 0, receipt: '', visibleAt: now + delay };
    const { messages, shares } = this.#queue(name);
    messages.push(message);
    if (group !== undefined) shares.hears(group, now);
    if (name.endsWith('-dead')) this.setAside += 1;
    return id;
  }

  choices(): Choice[] {
    const now = this.#scheduler.now();
    return [...this.#queues.values()].flatMap((queue) =>
      queue.reader !== undefined &&
      queue.reading < queue.delivery.maxConcurrency &&
      queue.messages.some(({ visibleAt }) => visibleAt <= now)
        ? [{ label: `${queue.name} delivers`, happen: () => this.#deliver(queue) }]
        : [],
    );
  }

  nextAt(): number | undefined {
    const now = this.#scheduler.now();
    const ahead = [...this.#read()].flatMap(({ messages }) => messages.map(({ visibleAt }) => visibleAt));
    const later = ahead.filter((at) => at > now);
    return later.length === 0 ? undefined : Math.min(...later);
  }

  busy = (): boolean => [...this.#read()].some(({ messages }) => messages.length > 0);

  *#read(): Iterable<Queue> {
    for (const queue of this.#queues.values()) if (queue.reader !== undefined) yield queue;
  }

  #deliver(queue: Queue): void {
    const batch = this.#take(
      queue,
      1 + Math.floor(this.#scheduler.random() * queue.delivery.batchSize),
      queue.visibility,
    );
    if (batch.length === 0) return;
    queue.reading += 1;
    const event: SQSEvent = {
      Records: batch.map(({ id, receipt, body, attributes, received, sentAt }) => ({
        messageId: id,
        receiptHandle: receipt,
        body,
        attributes: {
          ApproximateReceiveCount: String(received),
          SentTimestamp: String(sentAt),
          SenderId: 'world',
          ApproximateFirstReceiveTimestamp: String(this.#scheduler.now()),
        },
        messageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, { StringValue }]) => [
            name,
            { dataType: 'String', stringValue: StringValue },
          ]),
        ),
        md5OfBody: '',
        eventSource: 'aws:sqs',
        eventSourceARN: `arn:aws:sqs:eu-west-1:000000000000:${queue.name}`,
        awsRegion: 'eu-west-1',
      })),
    };
    const receipts = new Map(batch.map(({ id, receipt }) => [id, receipt]));
    this.#functions.invoke(queue.reader as string, event, (outcome) => {
      queue.reading -= 1;
      if (outcome === 'died' || 'error' in outcome) return; // they come again when their time is over
      const again = new Set(
        (outcome.value as SQSBatchResponse).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
      );
      for (const [id, receipt] of receipts) if (!again.has(id)) this.#delete(queue, receipt);
    });
  }

  /** Hands out up to `most` messages; what was handed out too often goes to the dead letters instead. */
  #take(queue: Queue, most: number, visibility: number): Message[] {
    const now = this.#scheduler.now();
    const taken: Message[] = [];
    while (taken.length < most) {
      const visible = queue.messages.filter((each) => each.visibleAt <= now && !taken.includes(each));
      if (visible.length === 0) break;
      const message = this.#scheduler.pick(queue.shares.first(visible, queue.messages, now));
      if (queue.dead !== undefined && message.received >= queue.maxReceives) {
        queue.messages.splice(queue.messages.indexOf(message), 1);
        this.#queue(queue.dead).messages.push(message);
        this.setAside += 1;
        continue;
      }
      message.received += 1;
      message.receipt = `${message.id}-${message.received}`;
      message.visibleAt = now + visibility;
      taken.push(message);
    }
    return taken.map((message) => ({ ...message }));
  }

  /** Now and then SQS hands out once more what was taken away. */
  #delete(queue: Queue, receipt: string): void {
    const at = queue.messages.findIndex((message) => message.receipt === receipt);
    if (at < 0 || (queue.reader !== undefined && this.#scheduler.chance(0.01))) return;
    queue.messages.splice(at, 1);
  }

  urlOf({ QueueName = '' }: GetQueueUrlCommandInput): object {
    return { QueueUrl: queueUrl(this.#queue(QueueName).name) };
  }

  list({ QueueNamePrefix = '' }: ListQueuesCommandInput): object {
    const names = this.names().filter((name) => name.startsWith(QueueNamePrefix));
    return names.length === 0 ? {} : { QueueUrls: names.map(queueUrl) };
  }

  attributesOf({ QueueUrl }: GetQueueAttributesCommandInput): object {
    const { messages } = this.#queue(nameIn(QueueUrl));
    const visible = messages.filter(({ visibleAt }) => visibleAt <= this.#scheduler.now()).length;
    return {
      Attributes: {
        ApproximateNumberOfMessages: String(visible),
        ApproximateNumberOfMessagesNotVisible: String(messages.length - visible),
      },
    };
  }

  send(input: SendMessageCommandInput): object {
    const queue = this.#queue(nameIn(input.QueueUrl));
    judgeSent(input);
    const { MessageBody = '', MessageAttributes: attributes, DelaySeconds = 0, MessageGroupId: group } = input;
    return { MessageId: this.put(queue.name, MessageBody, { attributes, delay: DelaySeconds * 1_000, group }) };
  }

  async receive(input: ReceiveMessageCommandInput): Promise<object> {
    const queue = this.#queue(nameIn(input.QueueUrl));
    judgeAsked(input);
    const { MaxNumberOfMessages = 1, VisibilityTimeout, WaitTimeSeconds = 0 } = input;
    if (WaitTimeSeconds === 0 && this.#scheduler.chance(0.1)) return {};
    const visibility = VisibilityTimeout === undefined ? queue.visibility : VisibilityTimeout * 1_000;
    const until = this.#scheduler.now() + WaitTimeSeconds * 1_000;
    for (;;) {
      const taken = this.#take(queue, MaxNumberOfMessages, visibility);
      if (taken.length > 0) return { Messages: taken.map((message) => received(message, input)) };
      if (this.#scheduler.now() >= until) return {};
      await new Promise<void>((resolve) => this.#scheduler.sleep(100, resolve));
    }
  }

  hide({ QueueUrl, ReceiptHandle = '', VisibilityTimeout = 0 }: ChangeMessageVisibilityCommandInput): object {
    const queue = this.#queue(nameIn(QueueUrl));
    judgeReceipt(ReceiptHandle);
    if (VisibilityTimeout > longestHidden) throw named('InvalidParameterValue');
    const message = queue.messages.find(({ receipt }) => receipt === ReceiptHandle);
    if (message === undefined) throw named('InvalidParameterValue');
    if (message.visibleAt <= this.#scheduler.now()) throw named('MessageNotInflight');
    message.visibleAt = this.#scheduler.now() + VisibilityTimeout * 1_000;
    return {};
  }

  take({ QueueUrl, ReceiptHandle = '' }: DeleteMessageCommandInput): object {
    const queue = this.#queue(nameIn(QueueUrl));
    judgeReceipt(ReceiptHandle);
    this.#delete(queue, ReceiptHandle);
    return {};
  }

  #queue(name: string): Queue {
    const queue = this.#queues.get(name);
    if (queue === undefined) throw named('QueueDoesNotExist');
    return queue;
  }
}

const texts = (attributes: Attributes): Record<string, string> =>
  Object.fromEntries(Object.entries(attributes).map(([name, { StringValue = '' }]) => [name, StringValue]));

export const queueUrl = (name: string): string => `https://sqs.eu-west-1.amazonaws.com/000000000000/${name}`;
export const nameIn = (url = ''): string => url.split('/').at(-1) ?? '';
