import { caseDelivered } from '#events/recycling/case.delivered.ts';
import { type Instant, later, minutes, now } from '#layers/time/clock.ts';
import { isOver } from '../rules.ts';
import type { CarrierNews, Case } from './case.ts';
import { caseSays, type How } from './fact.ts';
import { inTransit, lost } from './parcel-facts.ts';
import type { Recorded } from './record.ts';

/** By so much a carrier's clock may differ from ours. */
const clocksDiffer = minutes(5);

/** So much of what a carrier said and what decides nothing is kept of a case, the newest. */
const newsKept = 20;

/**
 * What the carrier saw at `seen`. Its news may be late: what it saw before what is known changes nothing. A status that we do not
 * know, a time to come and one before there was a label decide nothing: they are kept, for an agent to read.
 */
export function toldByCarrier(how: How, found: Case, status: string, seen: Instant): Recorded {
  const { label, requestedAt, carrierAt = '', inTransitAt = '', lostAt = '', carrierNews = [] } = found;
  if (isOver(found)) return {};
  const earliest = label?.at ?? requestedAt;
  const judged = statusOf(status, seen, earliest);
  if ('why' in judged) {
    const news = { status, at: seen, heardAt: now(), why: judged.why };
    return { set: { carrierNews: [...carrierNews, news].slice(-newsKept) } };
  }
  const at = seen < earliest ? earliest : seen > now() ? now() : seen;
  const known = judged.status === 'lost' ? inTransitAt : lostAt;
  if (carrierAt > at || known > at) return {};
  const told = saidOf[judged.status](how, found, at);
  return { ...told, set: { ...told?.set, carrierAt: at } };
}

const saidOf = {
  'in-transit': (how: How, found: Case, at: Instant): Recorded | undefined => {
    const told = inTransit(how, found, at);
    const stands = found.deliveredAt === undefined || found.receivedAt !== undefined;
    return stands ? told : { ...told, remove: [...(told?.remove ?? []), 'deliveredAt'] };
  },
  delivered,
  lost,
};

type Status = keyof typeof saidOf;

const isStatus = (status: string): status is Status => Object.hasOwn(saidOf, status);

function statusOf(status: string, seen: Instant, earliest: Instant): { status: Status } | Pick<CarrierNews, 'why'> {
  if (!isStatus(status)) return { why: 'unknown-status' };
  if (seen > later(now(), clocksDiffer)) return { why: 'to-come' };
  if (seen < later(earliest, -clocksDiffer)) return { why: 'before-label' };
  return { status };
}

/** The carrier delivered it, which then had it. The warehouse has yet to scan it. */
function delivered(how: How, found: Case, at: Instant): Recorded | undefined {
  if ((found.deliveredAt ?? found.receivedAt) !== undefined) return undefined;
  const told = inTransit(how, found, at);
  return {
    ...told,
    set: { ...told?.set, deliveredAt: at },
    event: caseSays(found, caseDelivered, 'delivered'),
    also: told?.event && [told.event],
  };
}
