/** Whether a thing is kept from everybody but its owner. Asked of the product, and of copies that lack the check. */
import { toOpaque } from '#layers/table/cursor.ts';
import { nameOf, type Row } from './table.ts';

/** Somebody who asks a route, whatever lies between. */
export type Ask = (method: Row['method'], path: string) => Promise<{ status: number; body: unknown }>;

/** The ids of things, by their names in the routes. */
export type Things = Readonly<Record<string, string>>;

/** Ids as ours are, of nothing. */
export const madeUp: Things = {
  adjustmentId: 'a-AAAAAAAAAAAAAAAAAAAAAA',
  caseId: 'k-AAAAAAAAAAAAAAAAAAAAAA',
  collectionId: 'col-AAAAAAAAAAAAAAAAAAAAAA',
  customerId: 'c-AAAAAAAAAAAAAAAAAAAAAA',
  depositId: toOpaque(['not-there-0001', '2026-11-22T08:00:00.000Z#A#devices#deposit']),
  deviceId: 'not-there-0001',
  document: 'label',
  entryId: toOpaque(['c-AAAAAAAAAAAAAAAAAAAAAA', '2026-11-22T08:00:00.000Z#A#points#containers']),
  parcelId: 'p-AAAAAAAAAAAAAAAAAAAAAA',
  redemptionId: 'r-AAAAAAAAAAAAAAAAAAAAAA',
  rewardId: 'not-in-the-catalogue',
  token: 'AAAAAAAAAAAAAAAAAAAAAA',
};

/** A path with its ids. Throws where one has no value. */
export const filled = (path: string, things: Things): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const id = things[name];
    if (id === undefined) throw new Error(`no ${name} for ${path}`);
    return encodeURIComponent(id);
  });

/** Throws unless a stranger meets at another's thing, word by word, what they meet where there is nothing. */
export async function demandKeptFrom(stranger: Ask, row: Row, theirs: Things): Promise<void> {
  const met = await stranger(row.method, filled(row.path, theirs));
  const expected = row.stranger === 'none' ? 200 : 404;
  if (met.status !== expected) throw new Error(`${nameOf(row)} gave a stranger ${met.status}`);
  const nothing = await stranger(row.method, filled(row.path, madeUp));
  const [told, untold] = [met, nothing].map((answer) => JSON.stringify(timeless(answer)));
  if (told !== untold) throw new Error(`${nameOf(row)} told a stranger ${told}, and of nothing ${untold}`);
}

/** An answer says when it was given, which tells nothing of a thing. */
const timeless = ({ status, body }: { status: number; body: unknown }) =>
  body !== null && typeof body === 'object' && 'asOf' in body
    ? { status, body: { ...body, asOf: 'then' } }
    : { status, body };
