import { caseSentAgain } from '#events/case.sent-again.ts';
import type { CaseDocument } from '#layers/people/case-documents.ts';
import { type MailEnd, mailEnds } from '#layers/people/mailed.ts';
import { say } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import type { Case } from './case.ts';
import { caseOf, causeOf, record } from './cases.ts';
import { problem } from './problems.ts';

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
  const { found } = await record(origin, caseId, ({ customerId, mailed, unsent = [] }) => {
    // Somebody else asked for it meanwhile: that mail is not in doubt.
    if (mailed?.[document]?.id !== before.mailed?.[document]?.id) throw problem('mail-not-in-doubt');
    const data = { caseId, customerId, document };
    const said = say(caseSentAgain, { about: caseId, effect: 'sent-again', data });
    const left = unsent.filter((each) => each !== document);
    return {
      set: { mailed: { ...mailed, [document]: causeOf(origin, said) }, ...(left.length > 0 && { unsent: left }) },
      remove: left.length > 0 ? [] : ['unsent'],
      events: [said],
    };
  });
  return found;
}
