import { caseCancelled } from '#events/recycling/case.cancelled.ts';
import { caseInspected } from '#events/recycling/case.inspected.ts';
import { caseRecycled } from '#events/recycling/case.recycled.ts';
import { caseRefurbished } from '#events/recycling/case.refurbished.ts';
import { caseRejected } from '#events/recycling/case.rejected.ts';
import { caseReviewed } from '#events/recycling/case.reviewed.ts';
import { type Change, update } from '#layers/table/change.ts';
import { hashOf } from '#layers/table/hash.ts';
import { now } from '#layers/time/clock.ts';
import { problem } from '../problems.ts';
import { consistent, countedFor, inReview, isOver, openDoubts, verdictOn } from '../rules.ts';
import { type Case, type Decision, type Doubt, type Outcome, type Receipt, recycledKey } from './case.ts';
import { caseSays, type How } from './fact.ts';
import { received } from './parcel-facts.ts';
import type { Recorded } from './record.ts';

/**
 * R02: what was counted, and what speaks against counting some of it as the sender's. It decides nothing about money.
 * Counting is receiving, where no scan came before.
 */
export function inspected(how: How, found: Case, receipt: Receipt, doubts: readonly Doubt[]): Recorded | undefined {
  if (!consistent(receipt)) throw problem('receipt-inconsistent');
  const { serials, good, damaged, missing } = receipt;
  const counted = { good, damaged, missing, serials: [...serials].sort() };
  if (found.receipt !== undefined) {
    const { at: _, verdict: __, ...before } = found.receipt;
    if (hashOf(before) !== hashOf(counted)) throw problem('receipt-differs');
    return undefined;
  }
  const notArrived = found.serials.filter((serial) => !serials.includes(serial));
  const arrival = received(how, found);
  if (found.cancelledAt !== undefined) throw problem('case-cancelled');
  const inDoubt = openDoubts({ ...found, doubts }).length > 0;
  const verdict = inDoubt ? 'differs' : verdictOn(found.serials, counted);
  return {
    set: { ...arrival?.set, doubts, receipt: { ...counted, at: now(), verdict } },
    remove: arrival?.remove,
    event: caseSays(found, caseInspected, 'inspected', { ...counted, verdict, notArrived }),
    also: arrival?.event && [arrival.event],
    changes: arrival?.changes,
  };
}

/**
 * What became of it. `case.recycled` is said here and nowhere else, in the transaction that makes it so. `doubts` are those of
 * now: where there are others than a person decided on, the case goes back to review and nothing else happens.
 */
export function decided(brand: string, found: Case, outcome: Outcome, doubts: readonly Doubt[]): Recorded | undefined {
  if (found.outcome !== undefined) {
    if (found.outcome.outcome !== outcome) throw problem('outcome-taken');
    return undefined;
  }
  if (found.closedAt !== undefined) throw problem('case-closed');
  if (found.cancelledAt !== undefined) throw problem('case-cancelled');
  if (found.receipt === undefined) throw problem('not-inspected');
  if (inReview(found)) throw problem('in-review');
  if (outcome === 'rejected') return outcomeOf(found, outcome, found.receipt.serials);
  const known = (found.doubts ?? []).map(({ serial, why }) => `${why} ${serial}`);
  const unknown = openDoubts({ ...found, doubts }).some(({ serial, why }) => !known.includes(`${why} ${serial}`));
  if (unknown) return { set: { doubts, receipt: { ...found.receipt, verdict: 'differs' } }, remove: ['acceptedAt'] };
  const serials = countedFor(found);
  if (serials.length === 0) throw problem('nothing-came');
  const recycled = outcome === 'recycled' ? serials.map((serial) => recycledIn(brand, found, serial)) : [];
  return { ...outcomeOf(found, outcome, serials), changes: recycled };
}

/** A serial is recycled once, unless a person decided on it knowing of the first time. */
function recycledIn(brand: string, { caseId, reference, doubts = [] }: Case, serial: string): Change {
  const again = doubts.some((doubt) => doubt.serial === serial && doubt.why === 'recycled-before');
  return update(recycledKey(brand, serial), {
    set: { caseId, reference },
    ...(!again && { when: { absent: ['caseId'] }, orElse: () => problem('in-review') }),
  });
}

const saysOf = { recycled: caseRecycled, refurbished: caseRefurbished, rejected: caseRejected };

function outcomeOf(found: Case, outcome: Outcome, serials: readonly string[]): Recorded {
  const beforeSending = outcome === 'rejected' && found.receipt === undefined ? { beforeSending: true as const } : {};
  return {
    set: { outcome: { at: now(), outcome } },
    event: caseSays(found, saysOf[outcome], 'outcome', { serials: [...serials], ...beforeSending }),
  };
}

/** What an agent says in review. */
export type Judgement = Pick<Decision, 'decision' | 'because' | 'counting'>;

/**
 * An agent decides, by name and with reasons: what came is taken, or goes back, or a step that failed is tried again. What is in
 * doubt counts as the sender's only where it is named.
 */
export function reviewed({ origin }: How, found: Case, judgement: Judgement): Recorded | undefined {
  const { decision, counting = [] } = judgement;
  const inDoubt = (found.doubts ?? []).map(({ serial }) => serial);
  if (counting.some((serial) => !inDoubt.includes(serial))) throw problem('not-in-doubt');
  const news = judged(found, decision);
  const noted: Decision = { at: origin.cause.time, by: origin.actor.id, ...judgement };
  return news && { ...news, set: { ...news.set, decisions: [...(found.decisions ?? []), noted] } };
}

function judged(found: Case, decision: Decision['decision']): Recorded | undefined {
  const event = caseSays(found, caseReviewed, 'reviewed', { decision });
  if (decision === 'retry') {
    if (found.trouble !== undefined) return { set: { retriedAt: now() }, remove: ['trouble'], event };
    if (found.retriedAt === undefined) throw problem('not-in-review');
    return undefined;
  }
  if (decision === 'accept' && (found.acceptedAt !== undefined || isAdmitted(found))) return undefined;
  if (decision === 'reject' && found.outcome?.outcome === 'rejected') return undefined;
  const pending = found.cancelledAt === undefined && found.trouble === undefined && inReview(found);
  if (!pending) throw problem('not-in-review');
  if (decision === 'reject') return { ...outcomeOf(found, 'rejected', found.receipt?.serials ?? []), also: [event] };
  return { set: { [found.receipt === undefined ? 'admittedAt' : 'acceptedAt']: now() }, event };
}

/** A person let it begin, and nothing has been counted since. */
const isAdmitted = ({ admittedAt, receipt }: Case): boolean => admittedAt !== undefined && receipt === undefined;

/** Called off, at any step until it was dealt with. What is in the house goes back to its owner. */
export function cancelled(found: Case): Recorded | undefined {
  if (found.cancelledAt !== undefined) return undefined;
  if (isOver(found)) throw problem('too-late-to-cancel');
  return {
    set: { cancelledAt: now() },
    remove: ['trouble'],
    event: caseSays(found, caseCancelled, 'cancelled'),
  };
}
