import { Duration, Lazy } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Capability } from '../capability.ts';
import { DeadLetters } from '../constructs/inbox.ts';
import { runEvery } from '../constructs/schedule.ts';
import { alarmOn } from '../constructs/symptom.ts';
import { ofFunction } from '../metrics.ts';
import { deadLettersOf } from '../names.ts';
import { arn, namesIn } from '../references.ts';

/** Tells people of alarms, and of new dead letters. */
export function complete(admins: Capability): void {
  const { alarmTopicName, lettersRule, queueName } = namesIn(admins);
  const { queue, dead } = admins.addInbox('alarms', 'on-alarm');
  Topic.fromTopicArn(admins, 'Alarms', arn(admins, 'sns', alarmTopicName)).addSubscription(
    new SqsSubscription(queue, { deadLetterQueue: dead }),
  );
  // It waits fifteen seconds for letters that others hide, and mails.
  const watch = admins.add('on-schedule', { timeout: Duration.minutes(1) });
  watch
    .know({ DEAD_LETTER_QUEUES: Lazy.string({ produce: () => deadLetterQueues(admins).join(',') }) })
    .may(
      ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
      [arn(admins, 'sqs', deadLettersOf(queueName('*')))],
      { because: 'It looks into every dead-letter queue, and leaves the messages there' },
    );
  runEvery(admins, 'EachFiveMinutes', { minutes: 5, entry: watch, ruleName: lettersRule });
  alarmOn(admins, {
    name: 'letters-fail',
    metric: ofFunction(watch.name, 'Errors', Stats.SUM).with({ period: Duration.minutes(15) }),
    above: 1,
    minutes: 15,
    says:
      `New dead letters may be told to nobody: ${watch.name} failed more than once in a quarter of an hour. Look at its log. What ` +
      'was not told is told when it works again; until then see for yourself: npm run ops -- dead-letters',
  });
}

/** The names of all there are, once every stack stands. */
const deadLetterQueues = (admins: Capability): string[] =>
  admins.node.root.node
    .findAll()
    .filter((each) => each instanceof DeadLetters)
    .map(({ name }) => name);
