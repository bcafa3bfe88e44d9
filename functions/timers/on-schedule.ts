import { entry } from '#layers/runtime/entry.ts';
import { pulse } from '#layers/table/pulse.ts';
import { sweep } from './sweep.ts';

/** Each minute: what is due goes to its owner's queue, and the outbox has something to read. */
export const handler = entry(
  async (_scheduled: unknown) => {
    const sent = await sweep();
    await pulse();
    return { sent };
  },
  ['TABLE', 'TIMER_QUEUES', 'BULK_OWNERS'],
);
