import type { Recycling } from '#brands/programmes.ts';
import { subjectOf } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { arm } from '#layers/table/timer.ts';
import { days, type Instant, later } from '#layers/time/clock.ts';
import type { Case } from './case.ts';

/**
 * What may happen to a case, each judged by what happened before: what is new, undefined where it is known already (a
 * double scan is nothing), or a refusal that says what to do.
 */
export interface How {
  readonly origin: Origin;
  readonly recycling: Recycling;
  readonly zone: string;
}

export const about = ({ caseId, customerId }: Case, effect: string) => ({
  about: caseId,
  effect,
  data: { caseId, customerId },
});

/** So many days after `since`, to which the timer holds whatever the programme says by then. */
export const timer = (
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
