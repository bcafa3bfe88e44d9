import { programmeOf } from '#brands/programmes.ts';
import { problem } from '#layers/runtime/problem.ts';
import { type Change, create, type Key } from '#layers/table/change.ts';
import type { Origin } from '#layers/table/origin.ts';
import { get } from '#layers/table/read.ts';
import { asReference, type Kind, looksLikeReference, referenceOf } from './reference.ts';

/** Who makes the things that have references. */
const owners = { case: 'recycling', collection: 'collections', redemption: 'points' } satisfies Record<Kind, string>;

const keyOf = (brand: string, kind: Kind, reference: string): Key => ({
  pk: `${owners[kind]}#${brand}#reference#${reference}`,
  sk: 'reference',
});

/**
 * A reference for a new thing, and the change that keeps it, for the transaction that makes the thing. Where another thing
 * has it the change fails, and the next attempt gets another one.
 */
export function newReference(
  { brand }: Pick<Origin, 'brand'>,
  kind: Kind,
  id: string,
  attempt: number,
): { reference: string; kept: Change } {
  const programme = programmeOf(brand);
  if (programme === undefined) throw new Error(`this deployment does not carry ${brand}`);
  const reference = referenceOf(programme.initials, kind, id, attempt);
  return { reference, kept: create({ ...keyOf(brand, kind, reference), id }) };
}

/** The id of a thing that somebody names by its id or its reference. Throws `reference-mistyped`, and `not-found` where nothing has it. */
export async function idMeant(brand: string, kind: Kind, named: string): Promise<string> {
  if (!looksLikeReference(named)) return named;
  const reference = asReference(named);
  if (reference === undefined) throw problem('reference-mistyped');
  const id = await idReferred(brand, kind, reference);
  if (id === undefined) throw problem('not-found');
  return id;
}

/** The id of what has a reference; undefined where nothing has it. */
export async function idReferred(brand: string, kind: Kind, reference: string): Promise<string | undefined> {
  return (await get<{ id: string }>(keyOf(brand, kind, reference)))?.id;
}
