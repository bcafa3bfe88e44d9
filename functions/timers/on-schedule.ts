import { entry } from '#layers/runtime/entry.ts';
import { shards } from '#layers/table/timer.ts';
import { sweep } from './sweep.ts';

/** Each minute: what is due goes to its owner's queue. */
export const handler = entry(
  async (_scheduled: unknown) => {
    const swept = await Promise.all(Array.from({ length: shards }, (_, shard) => sweep(shard)));
    return { sent: swept.reduce((sum, sent) => sum + sent, 0) };
  },
  ['TABLE', 'TIMER_QUEUES'],
);
