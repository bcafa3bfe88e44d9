import { expect, it } from '@jest/globals';
import '../support/environment.ts';
import { commit } from '#layers/table/commit.ts';
import { arm, shards } from '#layers/table/timer.ts';
import { sweep } from '../../functions/timers/sweep.ts';
import { origin } from '../support/origins.ts';
import { bareWorld } from '../world/bare-world.ts';
import { queueUrl } from '../world/queues.ts';

const dueAt = '2026-11-22T08:00:00.000Z';

/**
 * How many timers of each owner a sweep hands over, of a crowd of one owner's and one of another's, while so many messages wait in
 * the first one's queue.
 */
async function handedOver(waiting: number): Promise<Record<string, number>> {
  const { queues, scheduler } = bareWorld();
  process.env.TIMER_QUEUES = JSON.stringify({ crowd: queueUrl('crowd'), other: queueUrl('other') });
  for (const owner of ['crowd', 'other']) queues.addDead(owner);
  for (let n = 0; n < waiting; n++) queues.put('crowd', 'waits');
  const of = (owner: string) => origin({ owner });
  const armed = (owner: string, n: number) => arm(of(owner), { subject: `customer#c-${n}`, kind: 'held', dueAt });
  await commit(of('crowd'), { changes: Array.from({ length: 90 }, (_, n) => armed('crowd', n)) });
  await commit(of('other'), { changes: [armed('other', 1)] });
  await scheduler.quiet();
  await Promise.all(Array.from({ length: shards }, (_, shard) => sweep(shard)));
  return { crowd: queues.depth('crowd') - waiting, other: queues.depth('other') };
}

it('an owner gets all its timers that are due while it keeps up with them', async () => {
  expect(await handedOver(200)).toEqual({ crowd: 90, other: 1 });
});

it('an owner that lags behind gets no more, and the timers of others do not wait for it', async () => {
  expect(await handedOver(300)).toEqual({ crowd: 0, other: 1 });
});
