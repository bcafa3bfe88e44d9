import type { Recycling } from '#brands/programmes.ts';
import { caseCancelled } from '#events/case.cancelled.ts';
import { caseExpired } from '#events/case.expired.ts';
import { caseExtended } from '#events/case.extended.ts';
import { caseGivenUp } from '#events/case.given-up.ts';
import { caseInTransit } from '#events/case.in-transit.ts';
import { caseInspected } from '#events/case.inspected.ts';
import { caseLost } from '#events/case.lost.ts';
import { caseReceived } from '#events/case.received.ts';
import { caseRecycled } from '#events/case.recycled.ts';
import { caseRefurbished } from '#events/case.refurbished.ts';
import { caseRejected } from '#events/case.rejected.ts';
import { caseReturned } from '#events/case.returned.ts';
import { caseReviewed } from '#events/case.reviewed.ts';
import { say, subjectOf } from '#layers/table/event-item.ts';
import { hashOf } from '#layers/table/hash.ts';
import type { Origin } from '#layers/table/origin.ts';
import { arm } from '#layers/table/timer.ts';
import { civilDate, dayAfter, endOfDay } from '#layers/time/civil.ts';
import { days, type Instant, later, now } from '#layers/time/clock.ts';
import type { Case, Outcome, Receipt } from './case.ts';
import type { Recorded } from './cases.ts';
import { problem } from './problems.ts';
import { consistent, inReview, isOver, labelIsInUse, toReturn, verdictOn } from './rules.ts';

/**
 * What may happen to a case, each judged by what happened before: what is new, undefined where it is known already (a
 * double scan is nothing), or a refusal that says what to do.
 */
export interface How {
  readonly origin: Origin;
  readonly recycling: Recycling;
  readonly zone: string;
}

const about = ({ caseId, customerId }: Case, effect: string) => ({
  about: caseId,
  effect,
  data: { caseId, customerId },
});

/** So many days after `since`, to which the timer holds whatever the programme says by then. */
const timer = (
  { origin }: How,
  { caseId, seq }: Case,
  kind: 'lost' | 'late' | 'overdue',
  since: Instant,
  afterDays: number,
) =>
  arm(origin, {
    subject: subjectOf('case', caseId),
    kind,
    name: String(seq + 1),
    dueAt: later(since, days(afterDays)),
    data: { caseId, since },
  });

/** The parcel is under way. What was expired or lost goes on; after its arrival the scan is late and says nothing. */
export function inTransit(how: How, found: Case, at = now()): Recorded | undefined {
  const { inTransitAt, lostAt, receivedAt } = found;
  if (receivedAt !== undefined || (inTransitAt !== undefined && lostAt === undefined)) return undefined;
  if (isOver(found)) throw problem('case-closed');
  return {
    set: { inTransitAt: at },
    remove: ['expiredAt', 'lostAt'],
    events: [say(caseInTransit, about(found, 'in-transit'))],
    changes: [timer(how, found, 'lost', at, how.recycling.lostAfterDays)],
  };
}

/** The parcel is in the house, whether or not anybody saw it on its way. */
export function received(how: How, found: Case): Recorded | undefined {
  if (found.receivedAt !== undefined) return undefined;
  if (isOver(found)) throw problem('case-closed');
  const { recycling, zone } = how;
  const { about: caseId, effect, data } = about(found, 'received');
  const goesBack = found.cancelledAt !== undefined;
  const inspectedBy = goesBack ? undefined : civilDate(now(), zone, recycling.handlingDays);
  return {
    set: { receivedAt: now() },
    remove: ['expiredAt', 'lostAt'],
    events: [say(caseReceived, { about: caseId, effect, data: { ...data, inspectedBy } })],
    changes: [timer(how, found, 'overdue', now(), recycling.handlingDays)],
  };
}

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
  const { about: caseId, effect, data } = about(found, 'inspected');
  const said = say(caseInspected, { about: caseId, effect, data: { ...data, ...counted, verdict } });
  return {
    set: { ...arrival?.set, receipt: { ...counted, at: now(), verdict } },
    remove: arrival?.remove,
    events: [...(arrival?.events ?? []), said].reverse(),
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
  const { about: caseId, effect, data } = about(found, 'outcome');
  return {
    set: { outcome: { at: now(), outcome } },
    events: [say(saysOf[outcome], { about: caseId, effect, data: { ...data, serials: [...serials] } })],
  };
}

/** An agent decides: what came is taken, or goes back, or a step that failed is tried again. */
export function reviewed(found: Case, decision: 'accept' | 'reject' | 'retry'): Recorded | undefined {
  const { about: caseId, effect, data } = about(found, 'reviewed');
  const events = [say(caseReviewed, { about: caseId, effect, data: { ...data, decision } })];
  if (decision === 'retry') {
    if (found.trouble !== undefined) return { set: { retriedAt: now() }, remove: ['trouble'], events };
    if (found.retriedAt === undefined) throw problem('not-in-review');
    return undefined;
  }
  if (decision === 'accept' && found.acceptedAt !== undefined) return undefined;
  if (decision === 'reject' && found.outcome?.outcome === 'rejected') return undefined;
  const pending = found.cancelledAt === undefined && found.trouble === undefined && inReview(found);
  if (!pending) throw problem('not-in-review');
  if (decision === 'accept') return { set: { acceptedAt: now() }, events };
  const rejected = outcomeOf(found, 'rejected', found.receipt?.serials ?? []);
  return { set: rejected.set, events: [...(rejected.events ?? []), ...events] };
}

/** Called off, at any step until it was dealt with. What is in the house goes back to its owner. */
export function cancelled(found: Case): Recorded | undefined {
  if (found.cancelledAt !== undefined) return undefined;
  if (isOver(found)) throw problem('too-late-to-cancel');
  return {
    set: { cancelledAt: now() },
    remove: ['trouble'],
    events: [say(caseCancelled, about(found, 'cancelled'))],
  };
}

/** It left the house for its owner. What was called off under way may do so without anybody having scanned its arrival. */
export function returned(how: How, found: Case): Recorded | undefined {
  if (found.returnedAt !== undefined) return undefined;
  const { cancelledAt, inTransitAt } = found;
  const arrival = cancelledAt !== undefined && inTransitAt !== undefined && !isOver(found) && received(how, found);
  if (!arrival && !toReturn(found)) throw problem('nothing-to-return');
  const { set, remove, events = [], changes } = arrival || {};
  return {
    set: { ...set, returnedAt: now() },
    remove,
    events: [say(caseReturned, about(found, 'returned')), ...events],
    changes,
  };
}

/** The label is good for longer: once, and while it is in force. Its timer finds the new date by itself. */
export function extended({ recycling, zone }: How, found: Case): Recorded {
  const { label, extendedAt } = found;
  const inUse = labelIsInUse(found);
  if (label === undefined || !inUse || label.expiresAt <= now()) throw problem('nothing-to-extend');
  if (extendedAt !== undefined) throw problem('extended-already');
  const expiresOn = dayAfter(label.expiresOn, recycling.label.extensionDays);
  const { about: caseId, effect, data } = about(found, 'extended');
  return {
    set: { extendedAt: now(), label: { ...label, expiresOn, expiresAt: endOfDay(expiresOn, zone) } },
    events: [say(caseExtended, { about: caseId, effect, data: { ...data, expiresOn } })],
  };
}

/** Nobody handed it in. It may still turn up for a while. */
export function expired(how: How, found: Case): Recorded | undefined {
  if (!labelIsInUse(found)) return undefined;
  const at = now();
  return {
    set: { expiredAt: at },
    events: [say(caseExpired, about(found, 'expired'))],
    changes: [timer(how, found, 'late', at, how.recycling.lateDays)],
  };
}

/** Under way for too long, or the carrier says so, which then had it. It may still turn up for a while. */
export function lost(how: How, found: Case, at = now()): Recorded | undefined {
  const { receivedAt, lostAt, closedAt, inTransitAt = at } = found;
  if ([receivedAt, lostAt, closedAt].some((each) => each !== undefined)) return undefined;
  const handedIn = found.inTransitAt === undefined ? [say(caseInTransit, about(found, 'in-transit'))] : [];
  return {
    set: { inTransitAt, lostAt: at },
    remove: ['expiredAt'],
    events: [say(caseLost, about(found, 'lost')), ...handedIn],
    changes: [timer(how, found, 'late', at, how.recycling.lateDays)],
  };
}

/** What was lost or expired can turn up no more. */
export function givenUp(found: Case): Recorded | undefined {
  const { lostAt, expiredAt, receivedAt, closedAt, givenUpAt } = found;
  const nothing = (lostAt ?? expiredAt) === undefined;
  if (nothing || [receivedAt, closedAt, givenUpAt].some((each) => each !== undefined)) return undefined;
  const { about: caseId, effect, data } = about(found, 'given-up');
  const after = lostAt === undefined ? 'expired' : 'lost';
  return { set: { givenUpAt: now() }, events: [say(caseGivenUp, { about: caseId, effect, data: { ...data, after } })] };
}

/**
 * What the carrier saw at `seen`. Its news may be late: what it saw before what is known changes nothing. What its clock says
 * of a time to come, or of one before there was a label, is of the nearest that can be, so that it silences nothing after it.
 */
export function toldByCarrier(
  how: How,
  found: Case,
  status: 'in-transit' | 'delivered' | 'lost',
  seen: Instant,
): Recorded {
  const { label, requestedAt, carrierAt = '', inTransitAt = '', lostAt = '' } = found;
  const earliest = label?.at ?? requestedAt;
  const at = seen < earliest ? earliest : seen > now() ? now() : seen;
  const known = status === 'lost' ? inTransitAt : lostAt;
  if (isOver(found) || carrierAt > at || known > at) return {};
  const told = status === 'lost' ? lost(how, found, at) : inTransit(how, found, at);
  return { ...told, set: { ...told?.set, carrierAt: at } };
}
