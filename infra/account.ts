import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Archive, EventBus, Match } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { alarmOn, alarmOnSilence } from './constructs/symptom.ts';
import { functionsThrottled, ofFunction, ofTable } from './metrics.ts';
import { namesIn } from './references.ts';

/** What real accounts have and the local cloud lacks: an archive of events, and alarms on what AWS counts there by itself. */
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
    this.#alarmsOnSilence();
    this.#alarmsOnThrottling();
  }

  /** What runs at all hours and has not: its schedule or trigger was switched off or lost its rights, which is an error nowhere. */
  #alarmsOnSilence(): void {
    const { functionName, lettersRule, sweepRule, undeliveredRule } = namesIn(this);
    const rule = (name: string) => `Look whether the rule ${name} of EventBridge is enabled and may call it.`;
    const silences = [
      {
        ...{ name: 'timers-silent', runs: functionName('timers', 'on-schedule'), minutes: 5 },
        means: 'What is due is not done: it should run each minute.',
        remedy: `${rule(sweepRule)} Nothing is lost, and late timers act when it works again.`,
      },
      {
        ...{ name: 'letters-silent', runs: functionName('admins', 'on-schedule'), minutes: 15 },
        means: 'New dead letters are told to nobody: it should run every five minutes.',
        remedy: `${rule(lettersRule)} Until then see for yourself: npm run ops -- dead-letters`,
      },
      {
        ...{ name: 'undelivered-silent', runs: functionName('devices', 'on-schedule'), minutes: 15 },
        means: 'Messages of devices that their queue did not take reach nobody: it should run every five minutes.',
        remedy: `${rule(undeliveredRule)} Nothing is lost for two weeks.`,
      },
      {
        ...{ name: 'outbox-silent', runs: functionName('outbox', 'on-stream'), minutes: 10 },
        means: 'Events reach nobody: the sweeper gives it a reason to run each minute.',
        remedy:
          'Look whether the sweeper runs, and whether the trigger on the table’s stream is enabled. The stream keeps what was written ' +
          'for 24 hours; after that send the events of that time again: npm run ops -- republish --from … --to …',
      },
    ];
    for (const { name, runs, minutes, means, remedy } of silences) {
      alarmOnSilence(this, {
        name,
        metric: ofFunction(runs, 'Invocations', Stats.SUM),
        minutes,
        says: `${runs} has not run for ${minutes} minutes. ${means} ${remedy}`,
      });
    }
  }

  #alarmsOnThrottling(): void {
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
