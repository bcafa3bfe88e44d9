import { count, logger } from '#layers/runtime/observe.ts';
import { type Item, update } from '#layers/table/change.ts';
import { commitIf } from '#layers/table/commit.ts';
import { hashOf } from '#layers/table/hash.ts';
import { park } from '#layers/table/timer.ts';
import { type Instant, later, minutes, now } from '#layers/time/clock.ts';

/** After so many leases without success a timer is parked: it shows in an alarm, and waits for an operator. */
const leases = 8;

/** A timer as it was seen in the index, before it was leased. */
export interface Due extends Item {
  readonly owner: string;
  readonly brand: string;
  readonly visibleAt: Instant;
  readonly leased?: number;
}

/**
 * Takes a timer for a while, on the condition that it is as it was seen: of two sweepers one gets it. The owner takes it
 * away; if it does not, the timer is visible again when the lease is over, each time twice as long. When the lease is over;
 * undefined where somebody else has it, or it was parked.
 */
export async function lease({ pk, sk, brand, visibleAt, leased: before = 0 }: Due): Promise<Instant | undefined> {
  const until = later(now(), minutes(2 ** before));
  const parked = before >= leases;
  const hidden = update({ pk, sk }, { set: { visibleAt: until, leased: before + 1 }, when: { equals: { visibleAt } } });
  const taken = parked ? park({ pk, sk }, visibleAt) : hidden;
  if ((await commitIf(sweeping(brand), taken)) === undefined) return undefined;
  if (!parked) return until;
  logger.error('timer parked', { pk, sk });
  count('TimerParked');
  return undefined;
}

/**
 * The owner never had the timer, so it is as before the lease: leases grow by what an owner does not do, and an outage of the
 * queues makes none late by more than a minute after it. Where this fails too the lease stands.
 */
export async function giveBack({ pk, sk, brand, visibleAt, leased: before = 0 }: Due, until: Instant): Promise<void> {
  const back = update({ pk, sk }, { set: { visibleAt, leased: before }, when: { equals: { visibleAt: until } } });
  await commitIf(sweeping(brand), back).catch(() => {});
}

/** A lease leaves no event, so nothing of this enters a key. */
const sweeping = (brand: string) => ({
  brand,
  owner: 'timers',
  cause: { id: 'sweep', subject: 'sweep', time: now() },
  hash: hashOf('sweep'),
  actor: { id: 'timers', role: 'system' as const },
});
