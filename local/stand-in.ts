/** Says the events of capabilities that have no folder yet, as they would: through `commit`, in the cloud's own table. */
import { randomUUID } from 'node:crypto';
import type { EventDefinition } from '#events/event.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import { hashOf, idFrom } from '#layers/table/hash.ts';
import { consumersOf, declaredCapabilities } from '../infra/capabilities.ts';
import { cloudEnvironment } from './emulator.ts';
import type { Stack } from './stack.ts';
import { productTime } from './time-machine.ts';

/** Says an event of `brand` about the thing of this id, as of now. */
export async function standIn(
  stack: Stack,
  brand: string,
  definition: EventDefinition,
  { about, data }: { about: string; data: Record<string, unknown> },
): Promise<void> {
  const CONSUMERS = JSON.stringify(consumersOf(await declaredCapabilities()));
  Object.assign(process.env, cloudEnvironment(stack.endpoint), { TABLE: stack.table, TEST_CLOCK: 'on', CONSUMERS });
  const id = idFrom(randomUUID());
  const time = new Date(await productTime(stack)).toISOString();
  const origin = {
    brand,
    owner: definition.owner,
    cause: { id, subject: `${definition.about}#${about}`, time },
    hash: hashOf(data),
    actor: { id: definition.owner, role: 'system' as const },
  };
  await commit(origin, { events: [say(definition, { about, effect: definition.type, data })] });
}
