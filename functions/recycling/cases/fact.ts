import type * as z from 'zod';
import type { Recycling } from '#brands/programmes.ts';
import type { EventDefinition } from '#events/event.ts';
import { type Said, subjectOf } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { arm } from '#layers/table/timer.ts';
import { days, type Instant, later } from '#layers/time/clock.ts';
import { contract } from '../contract.ts';
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

/** The data of an event of a case, beyond which case it is and whose. */
type Beyond<Definition extends EventDefinition> = Omit<
  z.infer<Definition['data']>,
  'caseId' | 'customerId' | 'reference'
>;

/** An event of a case: which one it is and whose goes without saying. */
export function caseSays<Definition extends EventDefinition>(
  { caseId, customerId, reference }: Pick<Case, 'caseId' | 'customerId' | 'reference'>,
  definition: Definition,
  effect: string,
  ...[beyond]: Record<never, never> extends Beyond<Definition> ? [Beyond<Definition>?] : [Beyond<Definition>]
): Said {
  return { definition, about: caseId, effect, data: { caseId, customerId, reference, ...beyond } };
}

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
    class: contract.timers[kind],
    name: String(seq + 1),
    dueAt: later(since, days(afterDays)),
    data: { caseId, since },
  });
