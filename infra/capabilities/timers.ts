import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { timerOwners } from '../capabilities.ts';
import type { Capability } from '../capability.ts';
import { runEvery } from '../constructs/schedule.ts';
import { alarmOn } from '../constructs/symptom.ts';
import { leasesTimers } from '../constructs/table-access.ts';
import { counted, ofFunction } from '../metrics.ts';
import { arn, namesIn } from '../references.ts';

/** The sweeper hands what is due to its owner. What one sweep fails to do, the next one does. */
export function complete(timers: Capability): void {
  const { queueName, sweepRule } = namesIn(timers);
  const sweeper = timers.add('on-schedule', { timeout: Duration.seconds(50) }); // it has a minute
  const { all } = timers.product;
  const queues = timerOwners(all).map((capability) => ({
    capability,
    queue: Queue.fromQueueArn(timers, `Of-${capability}`, arn(timers, 'sqs', queueName(capability, 'timers'))),
  }));
  const urls = queues.map(({ capability, queue }) => [capability, queue.queueUrl]);
  sweeper
    .know({
      TIMER_QUEUES: JSON.stringify(Object.fromEntries(urls)),
      BULK_OWNERS: timerOwners(all, 'bulk').join(','),
    })
    .may(
      ['sqs:SendMessage', 'sqs:GetQueueAttributes'],
      queues.map(({ queue }) => queue.queueArn),
    );
  leasesTimers(sweeper);
  runEvery(timers, 'EachMinute', { minutes: 1, entry: sweeper, ruleName: sweepRule });
  alarmOn(timers, {
    name: 'timers-fail',
    metric: ofFunction(sweeper.name, 'Errors', Stats.SUM),
    above: 0,
    minutes: 3,
    says:
      'What is due is not done: the sweeper failed three minutes one after the other. Look at the log of ' +
      `${sweeper.name}. Nothing is lost, and late timers act when it works again.`,
  });
  alarmOn(timers, {
    name: 'timer-parked',
    metric: counted(timers, 'timers', 'TimerParked'),
    above: 0,
    minutes: 1,
    says:
      'A timer was handed to its owner eight times, and never done. See which: npm run ops -- parked. The reason is in the ' +
      'log of its owner; when that is mended, let it fire again: npm run ops -- unpark <owner>.',
  });
}
