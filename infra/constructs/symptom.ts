import { Duration } from 'aws-cdk-lib';
import { Alarm, type AlarmProps, ComparisonOperator, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { arn, namesIn } from '../references.ts';

/** Something that people would notice sooner or later. */
export interface Symptom {
  readonly name: string;
  readonly metric: Metric;
  /** The alarm goes off above it … */
  readonly above: number;
  /** … in so many minutes one after the other. */
  readonly minutes: number;
  /** What happened and what to do, for whoever gets the mail. */
  readonly says: string;
}

/** Sets an alarm on a symptom, in the stack of what it watches. It tells the admins, by the stage's topic. */
export function alarmOn(scope: Construct, { above, minutes, ...symptom }: Symptom): void {
  addAlarm(scope, symptom, {
    threshold: above,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: minutes / symptom.metric.period.toMinutes(),
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
}

/**
 * Sets an alarm on something that goes on at all hours, and must have been counted once at least in so many minutes. Nothing counted
 * is what it is for, so that missing data set it off.
 */
export function alarmOnSilence(scope: Construct, { minutes, metric, ...symptom }: Omit<Symptom, 'above'>): void {
  addAlarm(
    scope,
    { metric: metric.with({ period: Duration.minutes(minutes) }), ...symptom },
    {
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.BREACHING,
    },
  );
}

function addAlarm(
  scope: Construct,
  { name, metric, says }: Pick<Symptom, 'name' | 'metric' | 'says'>,
  when: Omit<AlarmProps, 'metric'>,
): void {
  const { alarmName, alarmTopicName } = namesIn(scope);
  const alarm = new Alarm(scope, `Alarm-${name}`, {
    alarmName: alarmName(name),
    alarmDescription: says,
    metric,
    ...when,
  });
  alarm.addAlarmAction({ bind: () => ({ alarmActionArn: arn(scope, 'sns', alarmTopicName) }) });
}
