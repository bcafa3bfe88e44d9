import { Duration } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Capability } from '../constructs/capability.ts';
import { leasesTimers } from '../constructs/table-access.ts';
import { queueName } from '../names.ts';
import { arn } from '../references.ts';

/** The sweeper hands what is due to its owner. What one sweep fails to do, the next one does. */
export function complete(timers: Capability): void {
  const sweeper = timers.add('on-schedule', { timeout: Duration.seconds(50) }); // it has a minute
  const owners = timers.product.all.filter(({ contract }) => contract.timers.length > 0);
  const queues = owners.map(({ contract: { capability } }) => ({
    capability,
    queue: Queue.fromQueueArn(timers, `Of-${capability}`, arn(timers, 'sqs', queueName(capability, 'timers'))),
  }));
  const urls = queues.map(({ capability, queue }) => [capability, queue.queueUrl]);
  sweeper.know({ TIMER_QUEUES: JSON.stringify(Object.fromEntries(urls)) }).may(
    ['sqs:SendMessage'],
    queues.map(({ queue }) => queue.queueArn),
  );
  leasesTimers(sweeper);
}
