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

/** A timer as it was seen in the index, before it was leased. */
interface Due extends Item {
  readonly owner: string;
  readonly brand: string;
  readonly visibleAt: Instant;
  readonly leased?: number;
}

/**
 * Leases what is visible in one shard and sends it to its owners. How many were sent. An owner whose queue did not take a timer
 * gets no other in this sweep, and those of the other owners go on; then it throws what the queue threw.
 */
export async function sweep(shard: number): Promise<number> {
  const due = (await queryIndex('due', duePartition(shard), { until: now(), limit: seen })) as Due[];
  const closed = new Map<string, unknown>();
  const behind = due.length > few ? await ownersBehind(due) : new Set();
  let sent = 0;
  for (const item of due) {
    if (sent === most) break;
    if (closed.has(item.owner) || behind.has(item.owner)) continue;
    const until = await leased(item);
    if (until === undefined) continue;
    const timer = Timer.parse(item);
    try {
      await sendMessage(queueOf(timer.owner), JSON.stringify(timer));
      sent += 1;
    } catch (error) {
      closed.set(item.owner, error);
      await giveBack(item, until);
    }
  }
  for (const error of closed.values()) throw error;
  return sent;
}

/** The owners of these timers in whose queues a backlog waits. One whose queue does not say so is none: it is tried. */
async function ownersBehind(due: readonly { owner: string }[]): Promise<Set<string>> {
  const owners = new Set(due.map(({ owner }) => owner));
  const waiting = await Promise.all(
    [...owners].map(async (owner) => ({ owner, n: await messagesWaiting(queueOf(owner)).catch(() => 0) })),
  );
  return new Set(waiting.filter(({ n }) => n >= backlog).map(({ owner }) => owner));
}

/**
 * Takes a timer for a while, on the condition that it is as it was seen: of two sweepers one gets it. The owner takes it
 * away; if it does not, the timer is visible again when the lease is over, each time twice as long. When the lease is over;
 * undefined where somebody else has it, or it was parked.
 */
async function leased({ pk, sk, brand, visibleAt, leased: before = 0 }: Due): Promise<Instant | undefined> {
  const until = later(now(), minutes(2 ** before));
  const parked = before >= leases;
  const lease = update({ pk, sk }, { set: { visibleAt: until, leased: before + 1 }, when: { equals: { visibleAt } } });
  const taken = parked ? park({ pk, sk }, visibleAt) : lease;
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
async function giveBack({ pk, sk, brand, visibleAt, leased: before = 0 }: Due, until: Instant): Promise<void> {
  const back = update({ pk, sk }, { set: { visibleAt, leased: before }, when: { equals: { visibleAt: until } } });
  await commitIf(sweeping(brand), back).catch(() => {});
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
