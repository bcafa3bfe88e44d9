import { programmes } from '#brands/programmes.ts';
import { messagesWaiting, sendMessage } from '#layers/aws/sqs.ts';
import { environment } from '#layers/environment.ts';
import { queryIndex } from '#layers/table/read.ts';
import { bulkOf, deadlinesOf, formerPartitions, Timer } from '#layers/table/timer.ts';
import { now } from '#layers/time/clock.ts';
import { type Due, giveBack, lease } from './lease.ts';
import { inTurns } from './turns.ts';

/** So many deadlines of a brand are handed over in one sweep, and so much bulk of an owner. The rest follows a minute later, oldest first. */
const most = 2_000;

/** So many are handed over side by side in a sweep of one partition, or of the bulk of one owner. */
const hands = 4;

/** So many timers of a partition are looked at in one sweep, for those of an owner that gets no more now stand before those of others. */
const seen = 5_000;

/**
 * While so many messages wait in its queue, an owner gets no more timers of the class: their leases would run out before it comes
 * to them. A sweep adds `most` of bulk at the most, so that no bulk keeps deadlines back.
 */
const backlog = { bulk: 300, deadline: 5_000 };

/** Up to so many are handed over without a look at the queues. */
const few = 10;

/**
 * Hands what is due to its owners: all deadlines, and then bulk, that of all brands in turns. How many timers were sent. What
 * fails keeps nothing else from being sent; then it throws.
 */
export async function sweep(): Promise<number> {
  const brands = Object.keys(programmes);
  const deadlines = await Promise.allSettled([
    ...brands.map((brand) => sweepPartition(deadlinesOf(brand), backlog.deadline)),
    ...formerPartitions.map((partition) => sweepPartition(partition, backlog.bulk)),
  ]);
  const bulk = await Promise.allSettled(environment.BULK_OWNERS.map((owner) => sweepBulk(owner, brands)));
  const swept = [...deadlines, ...bulk];
  for (const part of swept) if (part.status === 'rejected') throw part.reason;
  return swept.reduce((sum, part) => sum + (part.status === 'fulfilled' ? part.value : 0), 0);
}

/** Hands over what is due in a partition, but to owners in whose queues so many messages wait. */
async function sweepPartition(partition: string, bound: number): Promise<number> {
  const due = await dueIn(partition, seen);
  const behind = due.length > few ? await ownersBehind(due, bound) : new Set();
  return handOver(due.filter(({ owner }) => !behind.has(owner)));
}

async function sweepBulk(owner: string, brands: readonly string[]): Promise<number> {
  const due = inTurns(await Promise.all(brands.map((brand) => dueIn(bulkOf(owner, brand), most))));
  if (due.length > few && (await waitingOf(owner)) >= backlog.bulk) return 0;
  return handOver(due);
}

const dueIn = async (partition: string, limit: number): Promise<Due[]> =>
  (await queryIndex('due', partition, { until: now(), limit })) as Due[];

/** The owners of these timers in whose queues so many messages wait. */
async function ownersBehind(due: readonly Due[], bound: number): Promise<Set<string>> {
  const owners = [...new Set(due.map(({ owner }) => owner))];
  const waiting = await Promise.all(owners.map(waitingOf));
  return new Set(owners.filter((_, at) => (waiting[at] ?? 0) >= bound));
}

/** How many messages wait in an owner's queue. One that does not say so is tried. */
const waitingOf = (owner: string): Promise<number> => messagesWaiting(queueOf(owner)).catch(() => 0);

/**
 * Leases timers and sends them to their owners, `most` at the most. How many were sent. An owner whose queue did not take a
 * timer gets no other of these, and those of the other owners go on; then it throws what the queue threw.
 */
async function handOver(due: readonly Due[]): Promise<number> {
  const closed = new Map<string, unknown>();
  const next = due.values();
  let [begun, sent] = [0, 0];
  const hand = async () => {
    for (const item of next) {
      if (closed.has(item.owner)) continue;
      if (begun === most) return;
      begun += 1;
      const until = await lease(item);
      if (until === undefined) {
        begun -= 1;
        continue;
      }
      try {
        await send(Timer.parse(item));
        sent += 1;
      } catch (error) {
        closed.set(item.owner, error);
        await giveBack(item, until);
      }
    }
  };
  const handed = await Promise.allSettled(Array.from({ length: hands }, hand));
  for (const each of handed) if (each.status === 'rejected') throw each.reason;
  for (const error of closed.values()) throw error;
  return sent;
}

/** SQS serves a brand that is quiet before one that is not, and each brand's deadlines before its crowd of bulk. */
const send = (timer: Timer): Promise<void> =>
  sendMessage(queueOf(timer.owner), JSON.stringify(timer), { group: groupOf(timer) });

const groupOf = ({ brand, class: of }: Timer): string => (of === 'bulk' ? `${brand}#bulk` : brand);

function queueOf(owner: string): string {
  const queue = environment.TIMER_QUEUES[owner];
  if (queue === undefined) throw new Error(`${owner} has no queue for timers`);
  return queue;
}
