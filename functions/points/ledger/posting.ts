import { type Change, type Condition, update } from '#layers/table/change.ts';
import type { Origin } from '#layers/table/origin.ts';
import { armLot } from '../expiry/lot-timer.ts';
import { headKey } from './account.ts';
import { type Head, type Lots, lotField, sum, weekField } from './head.ts';
import { type Lot, lotPoints, type Share } from './lots.ts';

/** A civil week by its Monday, and the most that one person earns in it. Weeks before `oldest` are counted no more. */
export interface CappedWeek {
  readonly monday: string;
  readonly most: number;
  readonly oldest: string;
}

/** What one transaction does to one account. */
export interface Posting {
  readonly accountId: string;
  readonly lots?: Lots;
  readonly pending?: number;
  readonly debt?: number;
  /** Something is taken while something is owed: whoever else takes then must read anew. */
  readonly alone?: boolean;
  /** Points counted in a civil week, of which there may be `most`; without it they are counted and not bounded here. */
  readonly week?: (Omit<CappedWeek, 'most'> & { readonly points: number; readonly most?: number }) | undefined;
  /** Whose card the account must be still, as far as the ledger has heard: a customer's, or nobody's. */
  readonly heldBy?: { readonly customerId: string | undefined };
  /** How many entries of the account go with it. */
  readonly entries: number;
}

/**
 * The changes of a posting to an account that looked like `head`. Fails, and is to be tried again, where a lot or week no
 * longer holds or has room for as much, one that was not there is there now, or a debt is another. What else came or went
 * meanwhile is no matter.
 */
export function post(origin: Origin, posting: Posting, head: Head): Change[] {
  const { accountId, lots = {}, pending = 0, debt = 0, week, heldBy, alone = false, entries } = posting;
  const fresh = Object.keys(lots).filter((lot) => (lots[lot] as number) > 0 && !Object.hasOwn(head.lots, lot));
  const newWeek = week?.most !== undefined && !Object.hasOwn(head.weeks, week.monday);
  const fold = update(headKey(origin.brand, accountId), {
    add: {
      balance: sum(Object.values(lots)) - debt,
      seq: entries,
      ...byField(lots, lotField),
      ...(pending !== 0 && { pending }),
      ...(debt !== 0 && { debt }),
      ...(week && { [weekField(week.monday)]: week.points }),
      ...(alone && { takings: 1 }),
    },
    ...(week && { remove: longOver(head, week).map(weekField) }),
    when: {
      ...guard(posting, head),
      absent: [
        ...fresh.map(lotField),
        ...(newWeek ? [weekField(week.monday)] : []),
        ...(alone && head.takings === 0 ? ['takings'] : []),
        ...(heldBy !== undefined && heldBy.customerId === undefined ? ['holder'] : []),
      ],
    },
  });
  return [fold, ...fresh.map((lot) => armLot(origin, accountId, lot))];
}

function guard({ lots = {}, pending = 0, debt = 0, week, heldBy, alone = false }: Posting, head: Head): Condition {
  const parts = Object.entries(lots);
  const incoming = parts.filter(([, points]) => points > 0).map(([lot]) => lot);
  const taken = parts.filter(([, points]) => points < 0).map(([lot, points]) => [lot, -points]);
  const owing = debt !== 0 || alone || incoming.length > 0;
  const bounded = week?.most !== undefined && Object.hasOwn(head.weeks, week.monday);
  return {
    exists: incoming.filter((lot) => Object.hasOwn(head.lots, lot)).map(lotField),
    equals: {
      ...(owing && head.debt > 0 && { debt: head.debt }),
      ...(alone && head.takings > 0 && { takings: head.takings }),
      ...(heldBy?.customerId !== undefined && { holder: heldBy.customerId }),
    },
    atLeast: { ...byField(Object.fromEntries(taken), lotField), ...(pending < 0 && { pending: -pending }) },
    below: {
      ...(owing && head.debt === 0 && { debt: 1 }),
      ...(bounded && { [weekField(week.monday)]: (week.most as number) - week.points + 1 }),
    },
  };
}

const byField = (points: Lots, field: (lot: Lot) => string): Record<string, number> =>
  Object.fromEntries(Object.entries(points).map(([lot, each]) => [field(lot), each]));

/** Weeks that are counted no more: they go when the head was read, at least with each new lot. */
const longOver = ({ weeks }: Head, { oldest }: Pick<CappedWeek, 'oldest'>): string[] =>
  Object.keys(weeks).filter((week) => week < oldest);

/** Points come in: what is owed is paid first, the rest goes into its lot. */
export function income(
  { debt }: Head,
  shares: readonly Pick<Share, 'lot' | 'points'>[],
): { lots: Lots; debt: number; repaid?: number } {
  let owed = debt;
  const lots: Record<Lot, number> = {};
  for (const { lot, points } of shares) {
    const repaid = Math.min(owed, points);
    owed -= repaid;
    if (points > repaid) lots[lot] = (lots[lot] ?? 0) + points - repaid;
  }
  return { lots, debt: owed - debt, ...(owed < debt && { repaid: debt - owed }) };
}

/**
 * Takes shares from a customer's accounts, with so many entries of each. What lots hold keeps two takings apart that come at
 * once, but not where something is owed: then less may be taken than there is, so each must find the main account as it was.
 */
export function withdraw(
  origin: Origin,
  accounts: readonly [Head, ...Head[]],
  shares: readonly Share[],
  entriesOf: (accountId: string) => number,
  own: Pick<Posting, 'pending' | 'debt'> = {},
): Change[] {
  const [main] = accounts;
  return accounts.flatMap((head) => {
    const { accountId } = head;
    const entries = entriesOf(accountId);
    const alone = head === main && main.debt > 0 && shares.length > 0;
    if (entries === 0 && !alone) return [];
    const lots = lotPoints(
      shares.filter((share) => share.accountId === accountId),
      -1,
    );
    return post(origin, { accountId, lots, entries, alone, ...(head === main && own) }, head);
  });
}

/** Lets a whole lot go, exactly as it was read. */
export function dropLot({ brand }: Origin, { accountId, lot, points }: Share): Change {
  return update(headKey(brand, accountId), {
    add: { balance: -points, seq: points > 0 ? 1 : 0 },
    remove: [lotField(lot)],
    when: { equals: { [lotField(lot)]: points } },
  });
}
