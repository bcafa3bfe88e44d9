import type * as z from 'zod';
import type { Event, EventDefinition } from '#events/event.ts';
import { caseCancelled } from '#events/recycling/case.cancelled.ts';
import { caseCertified } from '#events/recycling/case.certified.ts';
import { caseExpired } from '#events/recycling/case.expired.ts';
import { caseExtended } from '#events/recycling/case.extended.ts';
import { caseGivenUp } from '#events/recycling/case.given-up.ts';
import { caseLabelExpiring } from '#events/recycling/case.label-expiring.ts';
import { caseLabelSent } from '#events/recycling/case.label-sent.ts';
import { caseLost } from '#events/recycling/case.lost.ts';
import { caseReceived } from '#events/recycling/case.received.ts';
import { caseRefurbished } from '#events/recycling/case.refurbished.ts';
import { caseRejected } from '#events/recycling/case.rejected.ts';
import { caseDocument } from '#layers/published/recycling/case-documents.ts';
import { commit } from '#layers/table/commit.ts';
import { keepDocument } from '#layers/table/document.ts';
import { envelopeOf, eventItem, say } from '#layers/table/event-item.ts';
import { origin } from '../support/origins.ts';
import { type Mailroom, mailroom } from './mailroom.ts';

export const brand = 'microsmile';

interface When {
  readonly caseId?: string;
  readonly at: string;
  /** When it was written down, by default when it happened. */
  readonly recordedAt?: string;
  /** What tells two events of one time apart. */
  readonly cause?: string;
}

/** What happens to somebody's cases, by default their first, and is told by a letter. */
export function newsOf(customerId: string) {
  function said<Definition extends EventDefinition>(
    definition: Definition,
    data: z.infer<Definition['data']>,
    { caseId = 'k-1', at, recordedAt = at, cause = at }: When,
  ): Event {
    const recycling = origin({
      brand,
      owner: 'recycling',
      cause: { id: cause, subject: 'request#anyone', time: at },
      hash: cause,
      actor: { id: 'desk', role: 'agent' },
    });
    const about = { caseId, customerId };
    const event = say(definition, { about: caseId, effect: definition.type, data: { ...data, ...about } });
    return envelopeOf(eventItem(recycling, event, recordedAt));
  }
  return {
    label: (when: When) => said(caseLabelSent, caseLabelSent.example, when),
    extended: (when: When) => said(caseExtended, caseExtended.example, when),
    expiring: (when: When) => said(caseLabelExpiring, caseLabelExpiring.example, when),
    expired: (when: When) => said(caseExpired, caseExpired.example, when),
    received: (when: When) => said(caseReceived, caseReceived.example, when),
    lost: (when: When) => said(caseLost, caseLost.example, when),
    'given-up': (when: When) => said(caseGivenUp, { ...caseGivenUp.example, after: 'lost' }, when),
    refurbished: (when: When) => said(caseRefurbished, caseRefurbished.example, when),
    rejected: (when: When) => said(caseRejected, caseRejected.example, when),
    cancelled: (when: When) => said(caseCancelled, caseCancelled.example, when),
    certificate: (when: When) => said(caseCertified, caseCertified.example, when),
  };
}

export type News = ReturnType<typeof newsOf>;

/** Ana at a brand that takes things back, whose first case has its papers: 23:30 on Sunday. */
export async function casesAtNight(seed?: number): Promise<Mailroom & { readonly news: News }> {
  const room = await mailroom({ brand, ...(seed !== undefined && { seed }) });
  const papers = (['label', 'certificate'] as const).map((kind) =>
    keepDocument(caseDocument(brand, 'k-1', kind), Buffer.from('a paper')),
  );
  await commit(origin({ brand, owner: 'recycling' }), { changes: papers });
  await room.here.travelTo('23:30');
  return { ...room, news: newsOf(room.customerId) };
}
