import { cursorAt, type Page, placeIn } from '#layers/runtime/page.ts';
import { problem as common } from '#layers/runtime/problem.ts';
import { get, getAll, query } from '#layers/table/read.ts';
import { type Case, caseKey, customerPartition, type Doubt, openKey, ownerKey, recycledKey } from './case.ts';

/** A case of the brand. Throws `not-found`. */
export async function caseOf(brand: string, caseId: string): Promise<Case> {
  const found = await get<Case>(caseKey(brand, caseId));
  if (found === undefined) throw common('not-found');
  return found;
}

/** A case of this customer. Throws `not-found` for anybody else's. */
export async function ownCase(brand: string, customerId: string, caseId: string): Promise<Case> {
  const found = await caseOf(brand, caseId);
  if (found.customerId !== customerId) throw common('not-found');
  return found;
}

/** A page of a customer's cases, newest first. */
export async function casesOf(
  brand: string,
  customerId: string,
  page: Page,
): Promise<{ cases: Case[]; cursor?: string }> {
  const range = { prefix: 'case#', after: placeIn(page), newestFirst: true, limit: page.limit };
  const listed = await query<{ caseId: string }>(customerPartition(brand, customerId), range);
  const found = await getAll<Case[]>(listed.map(({ caseId }) => caseKey(brand, caseId)));
  return {
    cases: found.filter((item) => item !== undefined),
    ...cursorAt(
      page,
      listed.map(({ sk }) => sk),
    ),
  };
}

interface Owned {
  readonly customerId?: string;
  readonly kind?: string;
}

/** Whose devices are, and what, as far as devices said. */
export const ownersOf = (brand: string, serials: readonly string[]): Promise<readonly (Owned | undefined)[]> =>
  getAll<Owned[]>(serials.map((serial) => ownerKey(brand, serial)));

export const ownedByAnother = (owners: readonly (Owned | undefined)[], customerId: string): boolean =>
  owners.some((owner) => owner?.customerId !== undefined && owner.customerId !== customerId);

type Whose = Pick<Case, 'caseId' | 'customerId'>;

/** What speaks against counting these serials as those of a case's customer, as things stand now. */
export async function doubtsAbout(brand: string, whose: Whose, serials: readonly string[]): Promise<Doubt[]> {
  const found = await getAll<({ caseId?: string; customerId?: string; reference?: string } | undefined)[]>(
    serials.flatMap((serial) => [recycledKey(brand, serial), openKey(brand, serial), ownerKey(brand, serial)]),
  );
  const doubts = serials.map(async (serial, at): Promise<Doubt | undefined> => {
    const [recycled, open, owner] = found.slice(3 * at, 3 * at + 3);
    if (recycled !== undefined && recycled.caseId !== whose.caseId)
      return { serial, why: 'recycled-before', reference: recycled.reference };
    if (open?.caseId !== undefined && open.caseId !== whose.caseId) {
      const { reference } = await caseOf(brand, open.caseId);
      return { serial, why: 'in-another-case', reference };
    }
    const anothers = owner?.customerId !== undefined && owner.customerId !== whose.customerId;
    return anothers ? { serial, why: 'anothers-device' } : undefined;
  });
  return (await Promise.all(doubts)).filter((each) => each !== undefined);
}
