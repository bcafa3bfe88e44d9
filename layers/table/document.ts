import { type Change, create, type Key } from './change.ts';
import { get } from './read.ts';

/** A document that belongs to a thing: one capability makes it, others may mail or show it. */
export interface DocumentName {
  /** The capability that makes it. */
  readonly owner: string;
  readonly brand: string;
  /** The id of what it belongs to. */
  readonly of: string;
  readonly kind: string;
}

/** Where documents of an owner lie; with `*` for what may be any, a pattern of such partitions. */
export const documentPartition = ({ owner, brand, of }: Omit<DocumentName, 'kind'>): string =>
  `${owner}#${brand}#document#${of}`;

const documentKey = ({ kind, ...whose }: DocumentName): Key => ({
  pk: documentPartition(whose),
  sk: kind,
});

/** Keeps a document, in the transaction of the state that says it is there. It is never changed. */
export const keepDocument = (name: DocumentName, content: Uint8Array): Change =>
  create({ ...documentKey(name), content: Buffer.from(content).toString('base64') });

/** A document's bytes; undefined where it is not made yet. */
export async function documentOf(name: DocumentName): Promise<Buffer | undefined> {
  const item = await get<{ content: string }>(documentKey(name));
  return item && Buffer.from(item.content, 'base64');
}
