import { type Change, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { eventId, eventKey, type Said, subjectOf } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { retryOnConflict } from '#layers/table/retry-on-conflict.ts';
import { armAnew } from '#layers/table/timer.ts';
import { later, minutes, now } from '#layers/time/clock.ts';
import { contract } from '../contract.ts';
import { drive } from '../execution/execution.ts';
import { attention } from '../rules.ts';
import { attentionList, type Case, caseKey, type Facts } from './case.ts';
import { caseOf } from './cases.ts';

/** What a fact changes. What it says and its other `changes` go into the same transaction. */
export interface Recorded {
  readonly set?: Partial<Omit<Case, 'pk' | 'sk' | 'seq'>>;
  readonly remove?: readonly (keyof Facts)[];
  /** What says so, and is the case's last event from now on; what else is said goes before it. */
  readonly event?: Said | undefined;
  readonly also?: readonly Said[] | undefined;
  readonly changes?: readonly Change[];
  /** Kept with the request's key, to give the same answer again. */
  readonly answer?: unknown;
}

/** The execution is looked after so long after the last fact, should its own wake-up have been cut off. */
const lookAfter = minutes(1);

/** Sees to it that the execution of a case is looked after. */
export const lookedAfter = (origin: Origin, caseId: string): Change =>
  armAnew(origin, {
    subject: subjectOf('case', caseId),
    kind: 'drive',
    class: contract.timers.drive,
    dueAt: later(now(), lookAfter),
    data: { caseId },
  });

/**
 * Records what is new of a case: one thing after the other, each judged by all that came before. `judge` gives what is new,
 * or undefined where the case knows it already.
 */
export async function record(
  origin: Origin,
  caseId: string,
  judge: (found: Case) => Recorded | undefined,
): Promise<{ replayed: boolean; found: Case }> {
  return retryOnConflict(async () => {
    const found = await caseOf(origin.brand, caseId);
    const recorded = judge(found);
    if (recorded === undefined) return { replayed: true, found };
    const { event, also = [], changes = [], answer } = recorded;
    const events = event === undefined ? also : [...also, event];
    const { replayed } = await commit(origin, {
      events,
      changes: [stepOf(origin, found, recorded), ...changes],
      answer,
    });
    return { replayed, found };
  });
}

/**
 * Records a fact, and lets the execution go on by it. Should that be cut off, a timer sees to it. `finish` is what else
 * ends with the fact.
 */
export async function learn(
  origin: Origin,
  caseId: string,
  judge: (found: Case) => Recorded | undefined,
  finish: readonly Change[] = [],
): Promise<{ replayed: boolean; found: Case }> {
  const { replayed } = await record(origin, caseId, (found) => {
    const recorded = judge(found);
    const changes = [...(recorded?.changes ?? []), lookedAfter(origin, caseId), ...finish];
    return recorded && { ...recorded, changes };
  });
  await drive(origin, caseId).catch(() => {});
  return { replayed, found: await caseOf(origin.brand, caseId) };
}

/** Puts a case on the list of those that somebody must see to, as the one that was heard of last. */
export const inAttention = (brand: string, caseId: string) => ({
  listPk: attentionList(brand),
  listSk: `${now()}#${caseId}`,
});

function stepOf(origin: Origin, found: Case, { set, remove = [], event }: Recorded): Change {
  const { brand } = origin;
  const gone = Object.fromEntries(remove.map((field) => [field, undefined]));
  const asked = attention({ ...found, ...set, ...gone });
  const listed = asked === undefined ? {} : { ...inAttention(brand, found.caseId), attention: asked };
  const because = event && causeOf(origin, event);
  return update(caseKey(brand, found.caseId), {
    set: { ...set, ...listed, ...(because && { because }), seq: found.seq + 1 },
    remove: [...remove, ...(asked === undefined ? ['listPk', 'listSk', 'attention'] : [])],
    when: { equals: { seq: found.seq } },
  });
}

/** How an event of this origin is named by what it leads to. */
export function causeOf(origin: Origin, { definition, about, effect }: Said): Case['because'] {
  const subject = subjectOf(definition.about, about);
  return { id: eventId(eventKey(origin, subject, effect)), subject, time: origin.cause.time };
}
