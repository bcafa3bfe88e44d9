import { Duration, Validations } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Delivery } from '../deliveries.ts';
import { waitingIn } from '../metrics.ts';
import { deadLettersOf } from '../names.ts';
import { namesIn } from '../references.ts';
import type { EntryFunction } from './entry-function.ts';
import { alarmOn } from './symptom.ts';

export interface DeadLettersProps {
  /** Whose they are: the queue's name without its `vuelta-<stage>-` and `-dead`. */
  readonly of: string;
  /** Who puts it there, where it is not SQS after a queue's last try. */
  readonly filledBy?: string;
}

/** A queue of what could not be handled. Admins are told of what comes to lie in it (`infra/capabilities/admins.ts`). */
export class DeadLetters extends Queue {
  readonly name: string;

  constructor(scope: Construct, id: string, { of, filledBy }: DeadLettersProps) {
    const name = deadLettersOf(namesIn(scope).queueName(of));
    super(scope, id, {
      queueName: name,
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    this.name = name;
    if (filledBy === undefined) return;
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: `It is itself a dead-letter queue, filled by ${filledBy}`,
    });
  }
}

export interface InboxProps {
  readonly capability: string;
  readonly kind: string;
  readonly reader: EntryFunction;
  readonly delivery: Delivery;
}

/** Seconds that a message waits before people are told. One that is tried again does not count from its third time on. */
const longestWait = 900;

/** A function's inbox: its queue, what could not be handled, and the delivery to the function in between. */
export class Inbox extends Construct {
  readonly name: string;
  readonly queue: Queue;
  readonly dead: DeadLetters;

  constructor(scope: Construct, id: string, props: InboxProps) {
    super(scope, id);
    const { capability, kind, reader, delivery } = props;
    this.name = namesIn(this).queueName(capability, kind);
    this.dead = new DeadLetters(this, 'Dead', { of: `${capability}-${kind}` });
    this.queue = new Queue(this, 'Queue', {
      queueName: this.name,
      visibilityTimeout: Duration.seconds(6 * reader.timeout.toSeconds()),
      retentionPeriod: Duration.days(4),
      // The function gives up by itself, long before this (layers/runtime/retries.ts), unless each try ends its process.
      deadLetterQueue: { queue: this.dead, maxReceiveCount: 100 },
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    reader.alias.addEventSource(new SqsEventSource(this.queue, { ...delivery, reportBatchItemFailures: true }));
    alarmOn(this, {
      name: `${capability}-${kind}-wait`,
      metric: waitingIn(this.name),
      above: longestWait,
      minutes: 5,
      says:
        `A message has waited in ${this.name} for more than a quarter of an hour: ${reader.name} is switched off, fails or is too ` +
        `slow. Look at its log, at its trigger in Lambda, and at throttling. Nothing is lost: messages are kept for 4 days.`,
    });
    reader
      .know({ QUEUE: this.queue.queueUrl, DEAD_LETTERS: this.dead.queueUrl })
      .may(['sqs:SendMessage'], [this.dead.queueArn]);
  }
}
