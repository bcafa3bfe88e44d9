import { type DocumentName, documentPartition } from '#layers/table/document.ts';
import { published } from '#layers/table/partition.ts';

/** The partitions in which it lies, for the grants of whoever reads it. */
export const partition = published(documentPartition({ owner: 'recycling', brand: '*', of: '*' }));

/** What recycling makes of a case, and notifications mails. */
export type CaseDocument = 'label' | 'certificate';

export const caseDocument = (brand: string, caseId: string, kind: CaseDocument): DocumentName => ({
  owner: 'recycling',
  brand,
  of: caseId,
  kind,
});
