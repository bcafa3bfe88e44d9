import { type FaultPlan, planFaults } from '#layers/aws/faults.ts';
import { get } from '#layers/table/read.ts';
import { shiftClock } from '#layers/time/clock.ts';

/** Where a stage outside production keeps how far its clock is moved and which faults are planned. */
export const testStageKey = { pk: 'stage', sk: 'test' };

/** Brings this process to the stage's time and faults. In production it does nothing and costs nothing. */
export async function enterTestStage(): Promise<void> {
  if (process.env.TEST_CLOCK !== 'on') return;
  planFaults(undefined);
  const stage = await get(testStageKey);
  shiftClock((stage?.offset as number | undefined) ?? 0);
  planFaults(stage?.faults as FaultPlan | undefined);
}
