import type { Language, Programme } from '#brands/programmes.ts';
import { inWords } from '#events/catalogue.ts';
import type { Names } from '#events/event.ts';
import { personBehind } from '#layers/published/customers/person.ts';
import { namesOf } from '#layers/runtime/names.ts';
import { cursorAt, type Page, placeIn } from '#layers/runtime/page.ts';
import { badCursor, problem as common } from '#layers/runtime/problem.ts';
import { fromOpaque, toOpaque } from '#layers/table/cursor.ts';
import { civilDate } from '#layers/time/civil.ts';
import { type Order, ordersOf } from './earning/orders.ts';
import { accountsOf } from './ledger/account.ts';
import { entryAt, type Kind, type Line, ledgerOf, type Place } from './ledger/entries.ts';
import { goodUntil, type Lot } from './ledger/lots.ts';
import { redemptionsOf } from './rewards/redemptions.ts';
import { why } from './why.ts';

/** A page of a customer's entries as people read them, newest first; of one kind where that is asked for. */
export async function shownEntries(
  programme: Programme,
  customerId: string,
  language: Language,
  { cursor, limit, kind }: Page & { kind?: Kind | undefined },
) {
  const after = entryPlaceIn(cursor);
  if (cursor !== undefined && after === undefined) throw badCursor();
  const [ledger, names] = await Promise.all([ledgerOf(programme.id, customerId), readersNames(programme, customerId)]);
  const ended = ledger.findIndex(({ place }) => place.sk === after?.sk && place.accountId === after.accountId);
  if (after !== undefined && ended === -1) throw badCursor();
  const wanted = ledger.slice(ended + 1).filter((line) => (kind ?? line.kind) === line.kind);
  const lines = wanted.slice(0, limit);
  const last = wanted.length > limit ? lines.at(-1) : undefined;
  const orders = await ordersOf(
    programme.id,
    lines.flatMap(({ entry: { data } }) => (data.pending === true && data.orderId ? [data.orderId] : [])),
  );
  return {
    entries: lines.map((line) => shown(line, orders, language, names)),
    ...(last && { cursor: opaque(last.place) }),
  };
}

/** A page of what a customer got for points, newest first. */
export async function shownRedemptions(programme: Programme, customerId: string, language: Language, page: Page) {
  const found = await redemptionsOf(programme.id, customerId, { after: placeIn(page), limit: page.limit });
  const names = namesOf(programme, programme.zone);
  return {
    redemptions: found.map(({ redemption }) => ({
      ...redemption,
      name: names.reward(redemption.rewardId)[language],
    })),
    ...cursorAt(
      page,
      found.map(({ place }) => place),
    ),
  };
}

/** Why a customer's entry stands there; throws `not-found` where it is none of theirs. */
export async function shownWhy(programme: Programme, customerId: string, language: Language, entryId: string) {
  const { id: brand } = programme;
  const place = entryPlaceIn(entryId);
  const accounts = place ? await accountsOf(brand, customerId) : [];
  const entry = place && (await entryAt(brand, accounts, place));
  if (entry === undefined) throw common('not-found');
  return { chain: await why(entry, accounts, language, await readersNames(programme, customerId)) };
}

/** What the brand calls things, with days by the customer's clocks. */
async function readersNames(programme: Programme, customerId: string): Promise<Names> {
  return namesOf(programme, (await personBehind(programme.id, customerId))?.zone ?? programme.zone);
}

/** What an order earned is pending until the order's points became active, and stands in a lot from then on. */
function shown(
  { place, entry, kind, points, balance }: Line,
  orders: ReadonlyMap<string, Order>,
  language: Language,
  names: Names,
) {
  const { time, data, cause } = entry;
  const order = data.pending === true ? orders.get(data.orderId ?? '') : undefined;
  const pending = data.pending === true && order?.lot === undefined;
  const lots = [data.lot ?? order?.lot, ...(data.lots ?? []).map(({ lot }) => lot)].filter((lot) => lot !== undefined);
  const site = names.site(data.siteId);
  const { orderId, deviceId, serial, rewardId, redemptionId, adjustmentId } = data;
  return {
    id: opaque(place),
    at: time,
    kind,
    title: inWords(entry, language, names) ?? '',
    points,
    balance,
    state: pending ? ('pending' as const) : ('active' as const),
    ...(pending && order?.activatesAt !== undefined && { activatesOn: civilDate(order.activatesAt, names.zone) }),
    ...(points > 0 && lots.length > 0 && { expiresOn: firstOf(lots) }),
    ...(site !== undefined && { place: site }),
    rule: data.rule,
    ruleVersion: data.ruleVersion,
    causeId: cause.id,
    about: { orderId, deviceId, serial, rewardId, redemptionId, adjustmentId },
  };
}

/** The day until which the lot is good that expires first. */
const firstOf = (lots: readonly Lot[]): string => lots.map(goodUntil).sort()[0] as string;

const opaque = ({ accountId, sk }: Place): string => toOpaque([accountId, sk]);

function entryPlaceIn(text: string | undefined): Place | undefined {
  const [accountId, sk] = (text !== undefined && fromOpaque(text)) || [];
  return accountId !== undefined && sk ? { accountId, sk } : undefined;
}
