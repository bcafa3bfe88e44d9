import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Capability } from '../capability.ts';
import { ofFunction } from '../metrics.ts';
import type { EntryFunction } from './entry-function.ts';
import { alarmOnSilence } from './symptom.ts';

/**
 * Sets an alarm on a function that runs at all hours, for when it has not run for so many minutes: its schedule or delivery was switched
 * off, or lost its rights, which is no error of anybody's. Not on the local cloud, which counts no runs.
 */
export function alarmWhenIdle(
  capability: Capability,
  entry: EntryFunction,
  { name, minutes, says }: { name: string; minutes: number; says: string },
): void {
  if (capability.product.stage.local) return;
  alarmOnSilence(capability, { name, metric: ofFunction(entry.name, 'Invocations', Stats.SUM), minutes, says });
}
