import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus, Match, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Function as LambdaReference } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Declared } from './capabilities.ts';
import { DeviceDoor } from './constructs/device-door.ts';
import { DeadLetters } from './constructs/inbox.ts';
import { MailSenders } from './constructs/mail-senders.ts';
import { busName, functionName, queueName, ruleName } from './names.ts';
import { arn, functionArn } from './references.ts';
import type { Stage } from './stage.ts';

/** What reaches whom: events the queues of those who hear them, each minute the sweeper, messages of devices their queue. */
export class RulesStack extends Stack {
  /** What a rule could not deliver. */
  readonly undelivered: readonly DeadLetters[];

  constructor(scope: Construct, id: string, props: StackProps & { stage: Stage; declared: readonly Declared[] }) {
    super(scope, id, props);
    const { stage, declared } = props;
    const undelivered = new DeadLetters(this, 'Dead', {
      of: 'vuelta-rules',
      holds: 'events that the bus could not deliver',
      remedy: 'When it is mended send the events of that time again: npm run ops -- republish --from … --to …',
      filledBy: 'the rules of the bus and the schedule',
    });

    const eventBus = EventBus.fromEventBusName(this, 'Bus', busName);
    for (const { capability, hears } of declared.map(({ contract }) => contract)) {
      if (hears.length === 0) continue;
      const queue = Queue.fromQueueArn(this, `${capability}Events`, arn(this, 'sqs', queueName(capability, 'events')));
      new Rule(this, capability, {
        ruleName: ruleName(capability),
        description: `What ${capability} hears`,
        eventBus,
        eventPattern: { source: Match.prefix('vuelta/'), detailType: hears.map(({ type }) => type) },
        targets: [
          new SqsQueue(queue, { deadLetterQueue: undelivered, retryAttempts: 185, maxEventAge: Duration.hours(24) }),
        ],
      });
    }

    const sweeper = LambdaReference.fromFunctionAttributes(this, 'Sweeper', {
      functionArn: functionArn(this, functionName('timers', 'on-schedule')),
      sameEnvironment: true,
    });
    new Rule(this, 'EachMinute', {
      ruleName: 'vuelta-each-minute',
      schedule: Schedule.rate(Duration.minutes(1)),
      // A minute that is missed is made up for by the next.
      targets: [
        new LambdaFunction(sweeper, {
          deadLetterQueue: undelivered,
          retryAttempts: 0,
          maxEventAge: Duration.minutes(1),
        }),
      ],
    });

    const door = new DeviceDoor(this, 'Devices', { queue: queueName('devices', 'messages') });
    new MailSenders(this, 'Mail', { programmes: Object.values(stage.programmes) });
    this.undelivered = [undelivered, door.undelivered];
  }
}
