import { hashOf } from '#layers/table/hash.ts';
import type { Origin } from '#layers/table/origin.ts';

/** The origin of what a capability does because a machine's message came. */
export const origin = (given: Partial<Origin> = {}): Origin => ({
  brand: 'retorno',
  owner: 'devices',
  cause: { id: 'm-1', subject: 'device#rvm-0001', time: '2026-11-22T10:15:00.000Z' },
  hash: hashOf('as received'),
  actor: { id: 'rvm-0001', role: 'device' },
  ...given,
});
