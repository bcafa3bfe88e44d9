import { caseSentAgain } from '#events/case.sent-again.ts';
import type { CaseDocument } from '#layers/people/case-documents.ts';
import { type MailEnd, mailEnds } from '#layers/people/mailed.ts';
import { personBehind } from '#layers/people/person.ts';
import { say } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import type { Case } from './case.ts';
import { caseOf, causeOf, type Recorded, record } from './cases.ts';
import { problem } from './problems.ts';
import { labelIsInUse } from './rules.ts';

export interface CaseMail {
  readonly document: CaseDocument;
  readonly state: MailEnd;
  /** Nobody knows whether it left, or it did not: it can be sent once more. */
  readonly canBeSentAgain: boolean;
}

const templateOf = (document: CaseDocument) => `case-${document}`;

/** The paper that a mail of this template carries. */
export const documentMailedBy = (template: string): CaseDocument | undefined =>
  (['label', 'certificate'] as const).find((document) => templateOf(document) === template);

/** How the documents of a case were mailed. */
export async function mailsOf(brand: string, { customerId, mailed = {} }: Case): Promise<CaseMail[]> {
  const documents = Object.entries(mailed) as [CaseDocument, Case['because']][];
  const ends = await mailEnds(
    brand,
    documents.map(([document, cause]) => ({ customerId, template: templateOf(document), cause })),
  );
  return documents.map(([document], at) => {
    const state = ends[at] ?? 'waiting';
    return { document, state, canBeSentAgain: state === 'unknown-outcome' || state === 'not-sent' };
  });
}

/** Mails a document once more, because somebody who knows the risk of a double asked for it. */
export async function sendAgain(origin: Origin, caseId: string, document: CaseDocument): Promise<Case> {
  const { brand } = origin;
  const before = await caseOf(brand, caseId);
  const mail = (await mailsOf(brand, before)).find((each) => each.document === document);
  if (mail?.canBeSentAgain !== true) throw problem('mail-not-in-doubt');
  const { found } = await record(origin, caseId, (found) => {
    // Somebody else asked for it meanwhile: that mail is not in doubt.
    if (found.mailed?.[document]?.id !== before.mailed?.[document]?.id) throw problem('mail-not-in-doubt');
    return onceMore(origin, found, [document]);
  });
  return found;
}

/**
 * A paper did not leave, or nobody knows: somebody must see to it, unless it was mailed once more meanwhile. What only lacks
 * a confirmed address waits for that.
 */
export async function paperUnsent(
  origin: Origin,
  caseId: string,
  { document, mailedFor, reason }: { document: CaseDocument; mailedFor: string; reason: string },
): Promise<void> {
  const list = reason === 'unconfirmed-address' ? 'unaddressed' : 'unsent';
  const { found } = await record(origin, caseId, ({ mailed, [list]: listed = [] }) =>
    mailed?.[document]?.id !== mailedFor || listed.includes(document)
      ? undefined
      : { set: { [list]: [...listed, document] } },
  );
  if (list === 'unsent') return;
  // It may have been confirmed before this was written: then nobody else looks here again.
  const person = await personBehind(origin.brand, found.customerId);
  if (person?.emailConfirmed) await sendUnaddressed(origin, caseId);
}

/** Mails what waited for a confirmed address, where it is still of use. */
export async function sendUnaddressed(origin: Origin, caseId: string): Promise<void> {
  await record(origin, caseId, (found) => {
    const { unaddressed } = found;
    if (unaddressed === undefined) return undefined;
    const useful = unaddressed.filter((document) => document !== 'label' || labelIsInUse(found));
    return onceMore(origin, found, useful);
  });
}

/** Documents are mailed anew: what became of an earlier mail of them is settled. */
function onceMore(origin: Origin, found: Case, documents: readonly CaseDocument[]): Recorded {
  const { caseId, customerId, mailed, unsent = [] } = found;
  const events = documents.map((document) =>
    say(caseSentAgain, { about: caseId, effect: `sent-again:${document}`, data: { caseId, customerId, document } }),
  );
  const left = unsent.filter((document) => !documents.includes(document));
  const anew = Object.fromEntries(events.map((said, at) => [documents[at] as string, causeOf(origin, said)]));
  return {
    set: { mailed: { ...mailed, ...anew }, ...(left.length > 0 && { unsent: left }) },
    remove: ['unaddressed', ...(left.length > 0 ? [] : ['unsent' as const])],
    events,
  };
}
