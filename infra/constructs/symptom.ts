import { Alarm, ComparisonOperator, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
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
export function alarmOn(scope: Construct, { name, metric, above, minutes, says }: Symptom): void {
  const { alarmName, alarmTopicName } = namesIn(scope);
  const alarm = new Alarm(scope, `Alarm-${name}`, {
    alarmName: alarmName(name),
    alarmDescription: says,
    metric,
    threshold: above,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: minutes,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction({ bind: () => ({ alarmActionArn: arn(scope, 'sns', alarmTopicName) }) });
}
