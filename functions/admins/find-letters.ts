import { holdLetters, queueUrl } from '#layers/aws/dead-letters.ts';
import { update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { hashOf } from '#layers/table/hash.ts';
import { get } from '#layers/table/read.ts';
import { between, days, type Instant, later, minutes, now } from '#layers/time/clock.ts';
import { brandOf, type Letter } from './letters.ts';

/** So many letters of a queue in one run: what is beyond them must not keep the others from being told. */
const most = 1_000;

/** For so many seconds others do not see what is read here: enough for a thousand, and less than an operator's look waits. */
const hidden = 10;

/** Two runs that are further apart did not follow one another. */
const nextRun = minutes(11);

/**
 * The letters of the queue of this name, and how many more it holds that could not be read. Where others hide some in two runs one
 * after the other, one letter stands for all of those, which is nobody's in particular.
 */
export async function findLetters(queue: string): Promise<{ letters: Letter[]; unread: number }> {
  const { held, unread } = await holdLetters(await queueUrl(queue), hidden, most);
  const letters = held.map(({ id, code, reason, body }) => ({ id, queue, code, reason, brand: brandOf(body) }));
  const hiddenSince = unread > 0 && held.length < most ? await unreadSince(queue) : undefined;
  if (hiddenSince === undefined) return { letters, unread };
  const reason = `${unread} could not be read in this run nor in the one before: somebody else is reading them`;
  return { letters: [...letters, { id: `unread since ${hiddenSince}`, queue, code: 'unread', reason }], unread };
}

/** Writes down that letters were hidden now. Since when they have been, where they were in the run before. */
async function unreadSince(queue: string): Promise<Instant | undefined> {
  const key = { pk: 'admins#none#unread', sk: queue };
  const at = now();
  const before = await get<{ since: Instant; at: Instant }>(key);
  const since = before !== undefined && between(before.at, at) <= nextRun ? before.since : undefined;
  const ttl = Math.ceil(Date.parse(later(at, days(1))) / 1000);
  await commit(looking(at), { changes: [update(key, { set: { since: since ?? at, at, ttl } })] });
  return since;
}

/** It leaves no event, so nothing of this enters a key. */
const looking = (time: Instant) => ({
  brand: 'none',
  owner: 'admins',
  cause: { id: 'dead-letters', subject: 'dead-letters', time },
  hash: hashOf('dead-letters'),
  actor: { id: 'admins', role: 'system' as const },
});
