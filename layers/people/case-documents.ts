import type { DocumentName } from '#layers/table/document.ts';

/** What recycling makes of a case, and notifications mails. */
export type CaseDocument = 'label' | 'certificate';

export const caseDocument = (brand: string, caseId: string, kind: CaseDocument): DocumentName => ({
  owner: 'recycling',
  brand,
  of: caseId,
  kind,
});
