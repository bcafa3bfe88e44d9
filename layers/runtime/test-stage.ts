import { environment } from '#layers/environment.ts';
import { get } from '#layers/table/read.ts';
import { shiftClock } from '#layers/time/clock.ts';

/** Where a stage outside production keeps how far its clock is moved. */
export const testStageKey = { pk: 'stage', sk: 'test' };

/** Brings this process to the stage's time. In production it does nothing and costs nothing. */
export async function enterTestStage(): Promise<void> {
  if (!environment.TEST_CLOCK) return;
  const stage = await get(testStageKey);
  shiftClock((stage?.offset as number | undefined) ?? 0);
}
