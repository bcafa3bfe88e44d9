import { commitIf } from '#layers/table/commit.ts';
import { hashOf } from '#layers/table/hash.ts';
import { queryIndex } from '#layers/table/read.ts';
import { parkedPartition, Timer, unpark } from '#layers/table/timer.ts';

/** Timers that their owner was handed again and again and never dealt with, of one capability or of all; oldest first. */
export async function parkedTimers(owner?: string): Promise<Timer[]> {
  const timers = (await queryIndex('due', parkedPartition)).map((item) => Timer.parse(item));
  return timers.filter((timer) => owner === undefined || timer.owner === owner);
}

/** Lets the parked timers of a capability fire again, in the next minute. How many. */
export async function unparkTimers(owner: string): Promise<number> {
  let unparked = 0;
  for (const timer of await parkedTimers(owner)) {
    const { brand, pk: subject, dueAt: time } = timer;
    const byHand = {
      brand,
      owner: 'timers',
      cause: { id: 'unpark', subject, time },
      hash: hashOf('unpark'),
      actor: { id: 'operator', role: 'system' as const },
    };
    if ((await commitIf(byHand, unpark(timer))) !== undefined) unparked += 1;
  }
  return unparked;
}
