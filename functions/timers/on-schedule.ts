import { entry } from '#layers/runtime/entry.ts';
import { pulse } from '#layers/table/pulse.ts';
import { shards } from '#layers/table/timer.ts';
import { sweep } from './sweep.ts';

/** Each minute: what is due goes to its owner's queue, and the outbox has something to read. */
export const handler = entry(
  async (_scheduled: unknown) => {
    // Each shard is swept to its end: a function that answers is frozen, with what it has leased and not sent.
    const swept = await Promise.allSettled(Array.from({ length: shards }, (_, shard) => sweep(shard)));
    for (const shard of swept) if (shard.status === 'rejected') throw shard.reason;
    await pulse();
    return { sent: swept.reduce((sum, shard) => sum + (shard.status === 'fulfilled' ? shard.value : 0), 0) };
  },
  ['TABLE', 'TIMER_QUEUES'],
);
