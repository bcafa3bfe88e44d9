import { type Key, type Update, update } from './change.ts';
import { commitIf } from './commit.ts';
import type { Origin } from './origin.ts';

/**
 * Keeps what happened last, whatever the order in which it is heard. `stamp` is the field that tells when it happened, with
 * the instant: news that is as old as what is kept, or older, changes nothing.
 */
export async function lastWins(
  origin: Origin,
  key: Key,
  stamp: { readonly [field: string]: string },
  { set, remove }: Pick<Update, 'set' | 'remove'> = {},
): Promise<void> {
  await commitIf(origin, update(key, { set: { ...set, ...stamp }, remove, when: { below: stamp } }));
}
