import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Archive, EventBus, Match } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
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
  }
}
