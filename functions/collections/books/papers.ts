import { collectionReceived } from '#events/collections/collection.received.ts';
import { collectionWeighed } from '#events/collections/collection.weighed.ts';
import { type Change, create, remove } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import { idFrom } from '#layers/table/hash.ts';
import type { Origin } from '#layers/table/origin.ts';
import { retryOnConflict } from '#layers/table/retry-on-conflict.ts';
import { problem } from '../problems.ts';
import { becoming, collectionOf, idOf } from './books.ts';
import { inForce, type Paper } from './collection.ts';
import { demandRoom, instantOf } from './limits.ts';

const kinds = {
  weighings: { definition: collectionWeighed, prefix: 'w' },
  receipts: { definition: collectionReceived, prefix: 'rec' },
} as const;

type Kind = keyof typeof kinds;

type Handed = Pick<Paper, 'number' | 'issuer' | 'masses' | 'replaces'> & { at?: string | undefined };

/**
 * Files a weighing ticket or a recycler's receipt, once. It may come before the emptying is reported: then it waits. One
 * without masses makes the paper void that it replaces: it belongs elsewhere, and can be filed there.
 */
export async function file(
  origin: Origin,
  collectionId: string,
  kind: Kind,
  { at, ...handed }: Handed,
): Promise<{ id: string; documentId: string }> {
  const { definition, prefix } = kinds[kind];
  const { actor, cause } = origin;
  const filed = { filedBy: actor.id, filedAt: cause.time };
  const paper: Paper = { ...handed, id: idOf(prefix, origin), issuedAt: instantOf(origin, at), ...filed };
  return retryOnConflict(async () => {
    const before = await collectionOf(origin.brand, collectionId);
    demandRoom(before[kind]);
    const replaced = replacedBy(paper, before[kind]);
    const { id: documentId, filedBy: _by, filedAt: _at, ...rest } = paper;
    const data = { collectionId, documentId, ...rest };
    const { events, changes } = becoming(origin.brand, before, { [kind]: [...before[kind], paper] });
    const { answer } = await commit(origin, {
      events: [say(definition, { about: collectionId, effect: kind, data }), ...events],
      changes: [...known(origin.brand, kind, paper, replaced), ...changes],
      answer: { id: collectionId, documentId },
    });
    return answer;
  });
}

/** The paper that a correction replaces, which must be in force. Throws `paper-unknown`, `paper-replaced`. */
function replacedBy({ replaces }: Paper, papers: readonly Paper[]): Paper | undefined {
  if (replaces === undefined) return undefined;
  const replaced = papers.find(({ id }) => id === replaces);
  if (replaced === undefined) throw problem('paper-unknown');
  if (!inForce(papers).includes(replaced)) throw problem('paper-replaced');
  return replaced;
}

/** An issuer gives a number to one paper. A correction of that paper may bear it again, and anything when it is void. */
function known(brand: string, kind: Kind, paper: Paper, replaced: Paper | undefined): Change[] {
  const keyOf = ({ issuer, number }: Paper) => ({
    pk: `collections#${brand}#${kind}#${idFrom(issuer, number)}`,
    sk: 'paper',
  });
  if (paper.masses.length === 0) return replaced === undefined ? [] : [remove(keyOf(replaced))];
  if (replaced?.issuer === paper.issuer && replaced.number === paper.number) return [];
  return [create(keyOf(paper), () => problem('paper-known'))];
}
