import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { dynamodb } from '#layers/aws/dynamodb.ts';
import { environment } from '#layers/environment.ts';
import { now } from '#layers/time/clock.ts';
import { type Change, ConditionFailed, create, type Item } from './change.ts';
import { sendUntilSettled } from './conflicts.ts';
import { type EventItem, eventItem, type Said } from './event-item.ts';
import { transactItem } from './expression.ts';
import { isOf } from './fingerprint.ts';
import type { Origin } from './origin.ts';
import { pendingChanges } from './pending.ts';

/** A cause came again under a key that is taken, with another content. */
export class CauseChanged extends Error {
  constructor() {
    super('the same id was used before with another content');
    this.name = 'CauseChanged';
  }
}

export interface Commit<Answer> {
  readonly changes?: readonly Change[];
  /** In the order in which people read them: cause before effect. */
  readonly events?: readonly Said[];
  /** Kept with the request's key, to give the same answer again. */
  readonly answer?: Answer;
}

export interface Committed<Answer> {
  /** Nothing was done now: the same cause had been committed before. */
  readonly replayed: boolean;
  readonly events: readonly EventItem[];
  readonly answer: Answer;
}

/**
 * Writes a change and the events that say so in one transaction, or nothing. The only place in the product that
 * writes events, always on the condition that a new key is free; state without an event goes past it in `lastWins` alone.
 *
 * A replay of the same cause does nothing and says so. Throws `CauseChanged` when the key was taken by another content,
 * what a change's `orElse` gives (else `ConditionFailed`) when its condition does not hold.
 */
export async function commit<Answer = undefined>(origin: Origin, what: Commit<Answer>): Promise<Committed<Answer>> {
  const recordedAt = now();
  const events = (what.events ?? []).map((said, seq) => eventItem(origin, said, recordedAt, seq));
  const steps = [
    ...onceChange(origin, what.answer),
    ...events.map((event) => create(event)),
    ...(what.changes ?? []),
    ...pendingChanges(events),
  ];
  refuseTooLarge(steps);
  const done = { events, answer: what.answer as Answer };
  const TransactItems = steps.map((step) => transactItem(step, environment.TABLE));
  try {
    await sendUntilSettled(() => dynamodb.send(new TransactWriteCommand({ TransactItems })));
    return { replayed: false, ...done };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = error.CancellationReasons ?? [];
    // A conflict on the request's own key or event may hide a replay, so nothing behind it is judged.
    const failed = reasons.findIndex(({ Code = 'None' }) => Code !== 'None');
    if (reasons[failed]?.Code !== 'ConditionalCheckFailed') throw withoutItems(error);
    const stored = reasons[failed].Item && (unmarshall(reasons[failed].Item) as Item);
    return { ...done, ...replayOrThrow<Answer>(origin, steps[failed] as Change, stored, events.length) };
  }
}

/**
 * Commits if the condition of `deciding` holds, which is written before the other changes; else writes nothing and gives
 * undefined. Any other condition that does not hold is an error, as of every commit.
 */
export async function commitIf<Answer = undefined>(
  origin: Origin,
  deciding: Change,
  { changes = [], ...what }: Commit<Answer> = {},
): Promise<Committed<Answer> | undefined> {
  try {
    return await commit(origin, { ...what, changes: [deciding, ...changes] });
  } catch (error) {
    if (!(error instanceof ConditionFailed) || error.change !== deciding) throw error;
    return undefined;
  }
}

/** Errors are logged, and items may hold what is personal. */
function withoutItems(error: TransactionCanceledException): TransactionCanceledException {
  for (const reason of error.CancellationReasons ?? []) delete reason.Item;
  return error;
}

function onceChange(origin: Origin, answer: unknown): Change[] {
  if (origin.once === undefined) return [];
  const { cause, hash } = origin;
  return [create({ ...origin.once, hash, cause, ...(answer !== undefined && { answer }) })];
}

/**
 * Reasons come in the order of the steps, so the request's own key and the events are judged before any other condition:
 * a replay is never a refusal.
 */
function replayOrThrow<Answer>(origin: Origin, step: Change, stored: Item | undefined, events: number) {
  const isOnce = step.kind === 'create' && origin.once !== undefined && step.item.pk === origin.once.pk;
  const isEvent = step.kind === 'create' && events > 0 && step.item.pk.startsWith('event#');
  if (!isOnce && !isEvent) throw step.orElse?.(stored) ?? new ConditionFailed(step, stored);
  if (stored === undefined || !isOf(stored.hash, origin)) throw new CauseChanged();
  return { replayed: true, ...(isOnce && { answer: stored.answer as Answer }) };
}

/** What DynamoDB takes in one transaction. Larger work is paged by a timer. */
function refuseTooLarge(steps: readonly Change[]): void {
  const bytes = Buffer.byteLength(JSON.stringify(steps));
  if (steps.length > 100 || bytes > 400_000) {
    throw new Error(`a commit of ${steps.length} items and ${bytes} bytes is too large: page it by a timer`);
  }
}
