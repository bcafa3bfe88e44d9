import type { Member } from '#layers/runtime/caller.ts';
import { cursorAt, type Page, placeIn } from '#layers/runtime/page.ts';
import { queryIndex } from '#layers/table/read.ts';
import { problem } from '../problems.ts';
import { findBin, organisationList, type Place, type StoredBin } from './bins.ts';

/** Whether what stands at a place is for this member's eyes: it is their organisation's, at a site that they may see. */
export const isFor = ({ organisationId, sites }: Member, place: Place): boolean =>
  place.organisationId === organisationId && (sites === 'all' || sites.includes(place.siteId));

/** A machine's bin that a member may see. Throws `bin-unknown` for any other, as for one that is nowhere. */
export async function ownBin(member: Member, deviceId: string): Promise<StoredBin> {
  const found = await findBin(member.brand, deviceId);
  if (found === undefined || !isFor(member, found)) throw problem('bin-unknown');
  return found;
}

/** A page of the bins that a member may see, by site and machine. */
export async function ownBins(
  { brand, organisationId, sites }: Member,
  page: Page,
): Promise<{ bins: StoredBin[]; cursor?: string }> {
  const list = organisationList(brand, organisationId);
  const after = placeIn(page);
  const prefixes = sites === 'all' ? [undefined] : sites.map((siteId) => `${siteId}#`).sort();
  const found: (StoredBin & { readonly listSk: string })[] = [];
  for (const prefix of prefixes) {
    const limit = page.limit - found.length;
    if (limit > 0)
      found.push(...(await queryIndex<StoredBin & { listSk: string }>('list', list, { prefix, after, limit })));
  }
  return {
    bins: found,
    ...cursorAt(
      page,
      found.map(({ listSk }) => listSk),
    ),
  };
}
