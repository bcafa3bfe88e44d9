import { caseSentAgain } from '#events/recycling/case.sent-again.ts';
import { personBehind } from '#layers/published/customers/person.ts';
import { type MailEnd, mailEnds } from '#layers/published/notifications/mailed.ts';
import type { CaseDocument } from '#layers/published/recycling/case-documents.ts';
import type { Origin } from '#layers/table/origin.ts';
import type { Case, Unsent } from '../cases/case.ts';
import { caseOf } from '../cases/cases.ts';
import { caseSays } from '../cases/fact.ts';
import { causeOf, type Recorded, record } from '../cases/record.ts';
import { problem } from '../problems.ts';
import { paperIsOfUse } from '../rules.ts';

export interface CaseMail {
  readonly document: CaseDocument;
  readonly state: MailEnd;
  /** Nobody knows whether it left, or it did not: it can be sent once more. */
  readonly canBeSentAgain: boolean;
}

const templateOf = (document: CaseDocument) => `case-${document}`;

const documents = ['label', 'certificate'] as const;

/** The paper that a mail of this template carries. */
export const documentMailedBy = (template: string): CaseDocument | undefined =>
  documents.find((document) => templateOf(document) === template);

/** How the documents of a case were mailed. */
export async function mailsOf(brand: string, found: Case): Promise<CaseMail[]> {
  const { customerId, mailed = {} } = found;
  const sent = Object.entries(mailed) as [CaseDocument, Case['because']][];
  const ends = await mailEnds(
    brand,
    sent.map(([document, cause]) => ({ customerId, template: templateOf(document), cause })),
  );
  return sent.map(([document], at) => {
    const state = ends[at] ?? 'waiting';
    const inDoubt = state === 'unknown-outcome' || state === 'not-sent';
    return { document, state, canBeSentAgain: inDoubt && paperIsOfUse(document, found) };
  });
}

/** Mails a document once more, because somebody who knows the risk of a double asked for it. */
export async function sendAgain(origin: Origin, caseId: string, document: CaseDocument): Promise<Case> {
  const { brand } = origin;
  const before = await caseOf(brand, caseId);
  const mail = (await mailsOf(brand, before)).find((each) => each.document === document);
  if (mail?.canBeSentAgain !== true) throw problem('mail-not-in-doubt');
  const { found } = await record(origin, caseId, (found) => {
    // Somebody else asked for it meanwhile, or it is of use no more.
    const same = found.mailed?.[document]?.id === before.mailed?.[document]?.id;
    if (!same || !paperIsOfUse(document, found)) throw problem('mail-not-in-doubt');
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
  { document, mailedFor, reason }: { document: CaseDocument; mailedFor: string; reason: Unsent },
): Promise<void> {
  const { found } = await record(origin, caseId, ({ mailed, unsent }) =>
    mailed?.[document]?.id !== mailedFor || unsent?.[document] !== undefined
      ? undefined
      : { set: { unsent: { ...unsent, [document]: reason } } },
  );
  if (reason !== 'unconfirmed-address') return;
  // It may have been confirmed before this was written: then nobody else looks here again.
  const person = await personBehind(origin.brand, found.customerId);
  if (person?.emailConfirmed) await sendUnaddressed(origin, caseId);
}

/** Mails what waited for a confirmed address, where it is still of use. */
export async function sendUnaddressed(origin: Origin, caseId: string): Promise<void> {
  await record(origin, caseId, (found) => {
    const useful = documents.filter(
      (document) => found.unsent?.[document] === 'unconfirmed-address' && paperIsOfUse(document, found),
    );
    return useful.length === 0 ? undefined : onceMore(origin, found, useful);
  });
}

/** Documents are mailed anew: what became of an earlier mail of them is settled. */
function onceMore(origin: Origin, found: Case, which: CaseDocument[]): Recorded {
  const { mailed, unsent } = found;
  const again = which.map((document) => ({
    document,
    said: caseSays(found, caseSentAgain, `sent-again:${document}`, { document }),
  }));
  const [first, ...also] = again.map(({ said }) => said);
  const anew = Object.fromEntries(again.map(({ document, said }) => [document, causeOf(origin, said)]));
  const inDoubt = Object.entries(unsent ?? {}).filter(([document]) => !which.includes(document as CaseDocument));
  return {
    set: { mailed: { ...mailed, ...anew }, unsent: Object.fromEntries(inDoubt) },
    event: first,
    also,
  };
}
