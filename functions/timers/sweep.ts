import { messagesWaiting, sendMessage } from '#layers/aws/sqs.ts';
import { environment } from '#layers/environment.ts';
import { count, logger } from '#layers/runtime/observe.ts';
import { type Item, update } from '#layers/table/change.ts';
import { commitIf } from '#layers/table/commit.ts';
import { hashOf } from '#layers/table/hash.ts';
import { queryIndex } from '#layers/table/read.ts';
import { duePartition, park, Timer } from '#layers/table/timer.ts';
import { type Instant, later, minutes, now } from '#layers/time/clock.ts';

/** So many in one sweep of a shard; the rest is due in the next minute, oldest first. */
const most = 500;

/** So many are looked at in one sweep of a shard, for those of an owner that gets no more now stand before those of others. */
const seen = 5_000;

/** While so many messages wait in its queue, an owner gets no more timers: their leases would run out before it comes to them. */
const backlog = 300;

/** Up to so many in a shard are handed over without a look at the queues. */
const few = 10;

/** After so many leases without success a timer is parked: it shows in an alarm, and waits for an operator. */
const leases = 8;

/** Leases what is visible in one shard and sends it to its owners. How many were sent. */
export async function sweep(shard: number): Promise<number> {
  const due = await queryIndex<{ owner: string }>('due', duePartition(shard), { until: now(), limit: seen });
  const behind = due.length > few ? await ownersBehind(due) : new Set();
  let sent = 0;
  for (const item of due) {
    if (sent === most) break;
    if (!behind.has(item.owner) && (await leased(item))) sent += await dispatch(Timer.parse(item));
  }
  return sent;
}

/** The owners of these timers in whose queues a backlog waits. */
async function ownersBehind(due: readonly { owner: string }[]): Promise<Set<string>> {
  const owners = new Set(due.map(({ owner }) => owner));
  const waiting = await Promise.all(
    [...owners].map(async (owner) => ({ owner, n: await messagesWaiting(queueOf(owner)) })),
  );
  return new Set(waiting.filter(({ n }) => n >= backlog).map(({ owner }) => owner));
}

/**
 * Takes a timer for a while, on the condition that it is as it was seen: of two sweepers one gets it. The owner takes it
 * away; if it does not, the timer is visible again when the lease is over, each time twice as long.
 */
async function leased(item: Item): Promise<boolean> {
  const {
    pk,
    sk,
    brand,
    visibleAt,
    leased: before = 0,
  } = item as Item & { brand: string; visibleAt: Instant; leased?: number };
  const parked = before >= leases;
  const lease = update(
    { pk, sk },
    {
      set: { visibleAt: later(now(), minutes(2 ** before)), leased: before + 1 },
      when: { equals: { visibleAt } },
    },
  );
  const taken = parked ? park({ pk, sk }, visibleAt) : lease;
  if ((await commitIf(sweeping(brand), taken)) === undefined) return false;
  if (parked) {
    logger.error('timer parked', { pk, sk });
    count('TimerParked');
  }
  return !parked;
}

async function dispatch(timer: Timer): Promise<number> {
  await sendMessage(queueOf(timer.owner), JSON.stringify(timer));
  return 1;
}

function queueOf(owner: string): string {
  const queue = environment.TIMER_QUEUES[owner];
  if (queue === undefined) throw new Error(`${owner} has no queue for timers`);
  return queue;
}

/** A lease leaves no event, so nothing of this enters a key. */
const sweeping = (brand: string) => ({
  brand,
  owner: 'timers',
  cause: { id: 'sweep', subject: 'sweep', time: now() },
  hash: hashOf('sweep'),
  actor: { id: 'timers', role: 'system' as const },
});
