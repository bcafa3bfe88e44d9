import { entry } from '#layers/runtime/entry.ts';
import { bringIn } from './undelivered.ts';

/** Every five minutes: what IoT Core could not lay into the queue of devices' messages goes there. */
export const handler = entry(async (_scheduled: unknown) => ({ sent: await bringIn() }), ['QUEUE', 'UNDELIVERED']);
