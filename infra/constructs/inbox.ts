import { Duration, Validations } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Delivery } from '../deliveries.ts';
import { lyingIn } from '../metrics.ts';
import { deadLettersOf } from '../names.ts';
import { namesIn } from '../references.ts';
import type { EntryFunction } from './entry-function.ts';
import { alarmOn } from './symptom.ts';

export interface DeadLettersProps {
  /** Whose they are: the queue's name without its `vuelta-<stage>-` and `-dead`. */
  readonly of: string;
  /** What lies in it, and what to do about it, in the words of an alarm. */
  readonly holds: string;
  readonly remedy: string;
  /** Who puts it there, where it is not SQS after a queue's last try. */
  readonly filledBy?: string;
}

/** A queue of what could not be handled, and the alarm that says so. */
export class DeadLetters extends Queue {
  readonly name: string;

  constructor(scope: Construct, id: string, { of, holds, remedy, filledBy }: DeadLettersProps) {
    const name = deadLettersOf(namesIn(scope).queueName(of));
    super(scope, id, {
      queueName: name,
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    this.name = name;
    alarmOn(this, {
      name: deadLettersOf(of),
      metric: lyingIn(name),
      above: 0,
      minutes: 1,
      says: `There are ${holds}, in ${name}, where they are kept for 14 days. ${remedy}`,
    });
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

/** A function's inbox: its queue, what could not be handled, and the delivery to the function in between. */
export class Inbox extends Construct {
  readonly name: string;
  readonly queue: Queue;
  readonly dead: DeadLetters;

  constructor(scope: Construct, id: string, props: InboxProps) {
    super(scope, id);
    const { capability, kind, reader, delivery } = props;
    this.name = namesIn(this).queueName(capability, kind);
    this.dead = new DeadLetters(this, 'Dead', {
      of: `${capability}-${kind}`,
      holds: `${kind} that ${capability} could not handle`,
      remedy: `See which and why, and when it is mended send them again: npm run ops -- dead-letters ${capability}`,
    });
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
    reader
      .know({ QUEUE: this.queue.queueUrl, DEAD_LETTERS: this.dead.queueUrl })
      .may(['sqs:SendMessage'], [this.dead.queueArn]);
  }
}
