import { caseExpired } from '#events/recycling/case.expired.ts';
import { caseExtended } from '#events/recycling/case.extended.ts';
import { caseGivenUp } from '#events/recycling/case.given-up.ts';
import { caseInTransit } from '#events/recycling/case.in-transit.ts';
import { caseLost } from '#events/recycling/case.lost.ts';
import { caseReceived } from '#events/recycling/case.received.ts';
import { caseReturned } from '#events/recycling/case.returned.ts';
import { civilDate, dayAfter, endOfDay } from '#layers/time/civil.ts';
import { now } from '#layers/time/clock.ts';
import { problem } from '../problems.ts';
import { isOver, labelIsInUse, toReturn } from '../rules.ts';
import type { Case } from './case.ts';
import { caseSays, type How, timer } from './fact.ts';
import type { Recorded } from './record.ts';

/** The parcel is under way. What was expired or lost goes on; after its arrival the scan is late and says nothing. */
export function inTransit(how: How, found: Case, at = now()): Recorded | undefined {
  const { inTransitAt, lostAt, receivedAt } = found;
  if (receivedAt !== undefined || (inTransitAt !== undefined && lostAt === undefined)) return undefined;
  if (isOver(found)) throw problem('case-closed');
  return {
    set: { inTransitAt: at },
    remove: ['expiredAt', 'lostAt'],
    event: caseSays(found, caseInTransit, 'in-transit'),
    changes: [timer(how, found, 'lost', at, how.recycling.lostAfterDays)],
  };
}

/** The parcel is in the house, whether or not anybody saw it on its way. */
export function received(how: How, found: Case): Recorded | undefined {
  if (found.receivedAt !== undefined) return undefined;
  if (isOver(found)) throw problem('case-closed');
  const { recycling, zone } = how;
  const goesBack = found.cancelledAt !== undefined;
  const inspectedBy = goesBack ? undefined : civilDate(now(), zone, recycling.handlingDays);
  return {
    set: { receivedAt: now() },
    remove: ['expiredAt', 'lostAt'],
    event: caseSays(found, caseReceived, 'received', { inspectedBy }),
    changes: [timer(how, found, 'overdue', now(), recycling.handlingDays)],
  };
}

/** It left the house for its owner. What was called off under way may do so without anybody having scanned its arrival. */
export function returned(how: How, found: Case): Recorded | undefined {
  if (found.returnedAt !== undefined) return undefined;
  const { cancelledAt, inTransitAt } = found;
  const came = cancelledAt !== undefined && inTransitAt !== undefined && !isOver(found);
  const arrival = came ? received(how, found) : undefined;
  if (arrival === undefined && !toReturn(found)) throw problem('nothing-to-return');
  const { set, remove, event, changes } = arrival ?? {};
  return {
    set: { ...set, returnedAt: now() },
    remove,
    event: caseSays(found, caseReturned, 'returned'),
    also: event && [event],
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
  return {
    set: { extendedAt: now(), label: { ...label, expiresOn, expiresAt: endOfDay(expiresOn, zone) } },
    event: caseSays(found, caseExtended, 'extended', { expiresOn }),
  };
}

/** Nobody handed it in. It may still turn up for a while. */
export function expired(how: How, found: Case): Recorded | undefined {
  if (!labelIsInUse(found)) return undefined;
  const at = now();
  return {
    set: { expiredAt: at },
    event: caseSays(found, caseExpired, 'expired'),
    changes: [timer(how, found, 'late', at, how.recycling.lateDays)],
  };
}

/** Under way for too long, or the carrier says so, which then had it. It may still turn up for a while. */
export function lost(how: How, found: Case, at = now()): Recorded | undefined {
  const { receivedAt, lostAt, closedAt, inTransitAt = at } = found;
  if ([receivedAt, lostAt, closedAt].some((each) => each !== undefined)) return undefined;
  const handedIn = found.inTransitAt === undefined ? [caseSays(found, caseInTransit, 'in-transit')] : [];
  return {
    set: { inTransitAt, lostAt: at },
    remove: ['expiredAt', 'deliveredAt'],
    event: caseSays(found, caseLost, 'lost'),
    also: handedIn,
    changes: [timer(how, found, 'late', at, how.recycling.lateDays)],
  };
}

/** What was lost or expired can turn up no more. */
export function givenUp(found: Case): Recorded | undefined {
  const { lostAt, expiredAt, receivedAt, closedAt, givenUpAt } = found;
  const nothing = (lostAt ?? expiredAt) === undefined;
  if (nothing || [receivedAt, closedAt, givenUpAt].some((each) => each !== undefined)) return undefined;
  const after = lostAt === undefined ? 'expired' : 'lost';
  return { set: { givenUpAt: now() }, event: caseSays(found, caseGivenUp, 'given-up', { after }) };
}
