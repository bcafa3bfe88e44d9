import { caseCancelled } from '#events/recycling/case.cancelled.ts';
import { caseInspected } from '#events/recycling/case.inspected.ts';
import { caseRecycled } from '#events/recycling/case.recycled.ts';
import { caseRefurbished } from '#events/recycling/case.refurbished.ts';
import { caseRejected } from '#events/recycling/case.rejected.ts';
import { caseReviewed } from '#events/recycling/case.reviewed.ts';
import { hashOf } from '#layers/table/hash.ts';
import { now } from '#layers/time/clock.ts';
import { problem } from '../problems.ts';
import { consistent, inReview, isOver, verdictOn } from '../rules.ts';
import type { Case, Outcome, Receipt } from './case.ts';
import { caseSays, type How } from './fact.ts';
import { received } from './parcel-facts.ts';
import type { Recorded } from './record.ts';

/**
 * R02: what was counted, and whether devices said that something of it is somebody else's. It decides nothing about money.
 * Counting is receiving, where no scan came before.
 */
export function inspected(how: How, found: Case, receipt: Receipt, anothers: boolean): Recorded | undefined {
  if (!consistent(receipt)) throw problem('receipt-inconsistent');
  const { serials, good, damaged, missing } = receipt;
  const counted = { good, damaged, missing, serials: [...serials].sort() };
  if (found.receipt !== undefined) {
    const { at: _, verdict: __, ...before } = found.receipt;
    if (hashOf(before) !== hashOf(counted)) throw problem('receipt-differs');
    return undefined;
  }
  const arrival = received(how, found);
  if (found.cancelledAt !== undefined) throw problem('case-cancelled');
  const verdict = anothers ? 'differs' : verdictOn(found.serials, counted);
  return {
    set: { ...arrival?.set, receipt: { ...counted, at: now(), verdict } },
    remove: arrival?.remove,
    event: caseSays(found, caseInspected, 'inspected', { ...counted, verdict }),
    also: arrival?.event && [arrival.event],
    changes: arrival?.changes,
  };
}

/** What became of it. `case.recycled` is said here and nowhere else, in the transaction that makes it so. */
export function decided(found: Case, outcome: Outcome): Recorded | undefined {
  if (found.outcome !== undefined) {
    if (found.outcome.outcome !== outcome) throw problem('outcome-taken');
    return undefined;
  }
  if (found.closedAt !== undefined) throw problem('case-closed');
  if (found.cancelledAt !== undefined) throw problem('case-cancelled');
  if (found.receipt === undefined) throw problem('not-inspected');
  if (inReview(found)) throw problem('in-review');
  const { serials } = found.receipt;
  if (outcome !== 'rejected' && serials.length === 0) throw problem('nothing-came');
  return outcomeOf(found, outcome, serials);
}

const saysOf = { recycled: caseRecycled, refurbished: caseRefurbished, rejected: caseRejected };

function outcomeOf(found: Case, outcome: Outcome, serials: readonly string[]): Recorded {
  return {
    set: { outcome: { at: now(), outcome } },
    event: caseSays(found, saysOf[outcome], 'outcome', { serials: [...serials] }),
  };
}

/** An agent decides: what came is taken, or goes back, or a step that failed is tried again. */
export function reviewed(found: Case, decision: 'accept' | 'reject' | 'retry'): Recorded | undefined {
  const event = caseSays(found, caseReviewed, 'reviewed', { decision });
  if (decision === 'retry') {
    if (found.trouble !== undefined) return { set: { retriedAt: now() }, remove: ['trouble'], event };
    if (found.retriedAt === undefined) throw problem('not-in-review');
    return undefined;
  }
  if (decision === 'accept' && found.acceptedAt !== undefined) return undefined;
  if (decision === 'reject' && found.outcome?.outcome === 'rejected') return undefined;
  const pending = found.cancelledAt === undefined && found.trouble === undefined && inReview(found);
  if (!pending) throw problem('not-in-review');
  if (decision === 'accept') return { set: { acceptedAt: now() }, event };
  return { ...outcomeOf(found, 'rejected', found.receipt?.serials ?? []), also: [event] };
}

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
