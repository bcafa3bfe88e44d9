import { entry } from '#layers/runtime/entry.ts';
import { pulse } from '#layers/table/pulse.ts';
import { shards } from '#layers/table/timer.ts';
import { sweep } from './sweep.ts';

/** Each minute: what is due goes to its owner's queue, and the outbox has something to read. */
export const handler = entry(
  async (_scheduled: unknown) => {
    const swept = await Promise.all(Array.from({ length: shards }, (_, shard) => sweep(shard)));
    await pulse();
    return { sent: swept.reduce((sum, sent) => sum + sent, 0) };
  },
  ['TABLE', 'TIMER_QUEUES'],
);
