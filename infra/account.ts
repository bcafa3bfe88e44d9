import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Archive, EventBus, Match } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { alarmOn } from './constructs/symptom.ts';
import { functionsThrottled, ofTable } from './metrics.ts';
import { namesIn } from './references.ts';

/** What real accounts have and the local cloud lacks. */
export class AccountStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const { archiveName, busName } = namesIn(this);
    // The events themselves stay in the table for ever; this shows what was on the bus, and when.
    new Archive(this, 'Archive', {
      archiveName,
      sourceEventBus: EventBus.fromEventBusName(this, 'Bus', busName),
      eventPattern: { source: Match.prefix('vuelta/') },
      retention: Duration.days(30),
    });
    alarmOn(this, {
      name: 'functions-throttled',
      metric: functionsThrottled(),
      above: 0,
      minutes: 5,
      says:
        'For five minutes functions of this account were not started because too many ran at once, and people may have seen requests ' +
        'fail. Look in Lambda which ones run so often, and ask AWS for more concurrent executions. Messages in queues only wait.',
    });
    for (const [metricName, what] of [
      ['ReadThrottleEvents', 'reads'],
      ['WriteThrottleEvents', 'writes'],
    ] as const) {
      alarmOn(this, {
        name: `table-throttles-${what}`,
        metric: ofTable(this, metricName),
        above: 0,
        minutes: 5,
        says:
          `For five minutes the table refused ${what}, because one partition or the whole table was asked for too much. They are tried ` +
          'again, so that things are slow before they fail. Look in CloudWatch Contributor Insights which keys are asked for most.',
      });
    }
  }
}
