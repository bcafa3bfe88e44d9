import { Duration } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Capability } from '../capability.ts';
import { deadLettersOf } from '../names.ts';
import { arn, namesIn } from '../references.ts';

/** Tells people of alarms, with the first of the dead letters that led to one. */
export function complete(admins: Capability): void {
  const { queue, dead } = admins.addInbox('alarms', 'on-alarm', { timeout: Duration.seconds(20) }); // it waits 10 s for letters
  Topic.fromTopicArn(admins, 'Alarms', arn(admins, 'sns', namesIn(admins).alarmTopicName)).addSubscription(
    new SqsSubscription(queue, { deadLetterQueue: dead }),
  );
  const peek = ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];
  admins.entry('on-alarm').may(peek, [arn(admins, 'sqs', deadLettersOf(namesIn(admins).queueName('*')))], {
    because: 'An alarm can be about any dead-letter queue; it looks and leaves the messages there',
  });
}
