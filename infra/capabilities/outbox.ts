import { Duration } from 'aws-cdk-lib';
import { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { pulseKey } from '#layers/table/pulse.ts';
import type { Capability } from '../capability.ts';
import { DeadLetters } from '../constructs/inbox.ts';
import { alarmOn } from '../constructs/symptom.ts';
import { counted, outboxBehind } from '../metrics.ts';
import { arn, namesIn, published } from '../references.ts';

const ofKeys = (pk: unknown) => FilterCriteria.filter({ dynamodb: { Keys: { pk: { S: pk } } } });

/** Publishes what was committed. It sees the stream, and never the table itself. */
export function complete(outbox: Capability): void {
  const { busName, parameters, tableName } = namesIn(outbox);
  const forwarder = outbox.add('on-stream');
  const dead = new DeadLetters(outbox, 'Dead', {
    of: 'outbox',
    filledBy: 'the delivery of the stream',
  });
  const tableStreamArn = published(outbox, parameters.tableStream);
  const table = TableV2.fromTableAttributes(outbox, 'Table', { tableName, tableStreamArn });
  forwarder.alias.addEventSource(
    new DynamoEventSource(table, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [ofKeys(FilterRule.beginsWith('event#')), ofKeys(FilterRule.isEqual(pulseKey.pk))],
      batchSize: 100,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      // Enough to sit out a disturbance of the bus. What is given up lies in the table still, and can be published again.
      retryAttempts: 100,
      maxRecordAge: Duration.hours(6),
      onFailure: new SqsDlq(dead),
    }),
  );
  forwarder
    .know({
      BUS: busName,
      HEARD: Object.keys(outbox.product.consumers).join(','),
      DEAD_LETTERS: dead.queueUrl,
    })
    .may(['events:PutEvents'], [arn(outbox, 'events', `event-bus/${busName}`)]);
  alarmOn(outbox, {
    name: 'outbox-is-behind',
    metric: outboxBehind(outbox),
    above: 60_000,
    minutes: 3,
    says:
      'Events reach nobody for more than a minute after they happened: the forwarder fails or is too slow. ' +
      `Look at the log of ${forwarder.name}. They are all in the table; what was given up is sent again ` +
      'by: npm run ops -- republish --from … --to …',
  });
  alarmOn(outbox, {
    name: 'event-overwritten',
    metric: counted(outbox, 'outbox', 'EventOverwritten'),
    above: 0,
    minutes: 1,
    says:
      'An event was changed or removed, which must never happen: somebody wrote to the table past `commit`. ' +
      'Find who in CloudTrail, and restore the item from a point in time before.',
  });
}
