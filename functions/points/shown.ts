import type { Language } from '#brands/programmes.ts';
import { inWords } from '#events/catalogue.ts';
import { cursorAt, type Page, placeIn } from '#layers/runtime/page.ts';
import { badCursor, problem as common } from '#layers/runtime/problem.ts';
import { fromOpaque, toOpaque } from '#layers/table/cursor.ts';
import { activeOrders } from './earning/orders.ts';
import { accountsOf } from './ledger/account.ts';
import { type Entry, entries, entryAt, entryKinds, type Place } from './ledger/entries.ts';
import { redemptionsOf } from './rewards/redemptions.ts';
import { why } from './why.ts';

/** A page of a customer's entries as people read them, newest first. */
export async function shownEntries(brand: string, customerId: string, language: Language, { cursor, limit }: Page) {
  const after = entryPlaceIn(cursor);
  if (cursor !== undefined && after === undefined) throw badCursor();
  const found = await entries(brand, customerId, { after, limit });
  const active = await activeOrders(
    brand,
    found.flatMap(({ entry: { data } }) => (data.pending === true && data.orderId ? [data.orderId] : [])),
  );
  const last = found.length === limit ? found.at(-1) : undefined;
  return {
    entries: found.map(({ place, entry }) => shown(place, entry, active, language)),
    ...(last && { cursor: opaque(last.place) }),
  };
}

/** A page of what a customer got for points, newest first. */
export async function shownRedemptions(brand: string, customerId: string, page: Page) {
  const found = await redemptionsOf(brand, customerId, { after: placeIn(page), limit: page.limit });
  return {
    redemptions: found.map(({ redemption }) => redemption),
    ...cursorAt(
      page,
      found.map(({ place }) => place),
    ),
  };
}

/** Why a customer's entry stands there; throws `not-found` where it is none of theirs. */
export async function shownWhy(brand: string, customerId: string, language: Language, entryId: string) {
  const place = entryPlaceIn(entryId);
  const accounts = place ? await accountsOf(brand, customerId) : [];
  const entry = place && accounts.includes(place.accountId) ? await entryAt(brand, place) : undefined;
  if (entry === undefined) throw common('not-found');
  return { chain: await why(entry, language) };
}

/** What an order earned is pending until the order's points became active. */
function shown(place: Place, entry: Entry, active: ReadonlySet<string>, language: Language) {
  const { time, type, data } = entry;
  const { kind, sign } = entryKinds[type as keyof typeof entryKinds];
  const pending = data.pending === true && !active.has(data.orderId ?? '');
  return {
    id: opaque(place),
    at: time,
    kind,
    points: sign * data.points + 0,
    state: pending ? ('pending' as const) : ('active' as const),
    reason: inWords(entry, language),
  };
}

const opaque = ({ accountId, sk }: Place): string => toOpaque([accountId, sk]);

function entryPlaceIn(text: string | undefined): Place | undefined {
  const [accountId, sk] = (text !== undefined && fromOpaque(text)) || [];
  return accountId !== undefined && sk ? { accountId, sk } : undefined;
}
