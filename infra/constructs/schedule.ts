import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { undeliveredByRules } from '../references.ts';
import type { EntryFunction } from './entry-function.ts';

/** Runs a function every so many minutes. A run that cannot begin, or fails, is made up for by the next. */
export function runEvery(
  scope: Construct,
  id: string,
  { minutes, entry, ruleName }: { minutes: number; entry: EntryFunction; ruleName: string },
): void {
  const every = Duration.minutes(minutes);
  new Rule(scope, id, {
    ruleName,
    schedule: Schedule.rate(every),
    targets: [
      new LambdaFunction(entry.alias, {
        deadLetterQueue: undeliveredByRules(scope),
        retryAttempts: 0,
        maxEventAge: every,
      }),
    ],
  });
}
