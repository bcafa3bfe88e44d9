import { enterTestStage } from '#layers/runtime/test-stage.ts';
import { commit } from '#layers/table/commit.ts';
import { type Said, subjectOf } from '#layers/table/event-item.ts';
import { hashOf } from '#layers/table/hash.ts';
import { type Instant, now } from '#layers/time/clock.ts';
import { consumersOf, declaredCapabilities } from '../../infra/capabilities.ts';
import type { Stack } from './stack.ts';

/**
 * Says what a capability will say that has no folder in `functions/` yet: put into the table as its own code would put it, so
 * that everything behind it is real. The same `id` and time again are a replay.
 */
export async function standIn(
  { table }: Pick<Stack, 'table'>,
  brand: string,
  said: Said,
  { id, time }: { readonly id: string; readonly time?: Instant },
): Promise<void> {
  const consumers = consumersOf(await declaredCapabilities());
  Object.assign(process.env, { TABLE: table, TEST_CLOCK: 'on', CONSUMERS: JSON.stringify(consumers) });
  await enterTestStage();
  const { owner, about } = said.definition;
  const cause = { id, subject: subjectOf(about, said.about), time: time ?? now() };
  const actor = { id: owner, role: 'system' as const };
  await commit({ brand, owner, cause, actor, hash: hashOf(said.data) }, { events: [said] });
}
