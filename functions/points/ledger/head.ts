import type { Item } from '#layers/table/change.ts';
import type { Instant } from '#layers/time/clock.ts';
import { good, type Lot, type Share, sumOf } from './lots.ts';

/** Points by lot: what is held, or what is added and, below zero, taken. */
export type Lots = Readonly<Record<Lot, number>>;

/** Points by the Monday of the civil week in which they count. */
export type Weeks = Readonly<Record<string, number>>;

/** What an account holds, folded in the transaction of each entry. */
export interface Head {
  readonly accountId: string;
  readonly lots: Lots;
  /** Earned, and not to be spent before the time for withdrawal is over. */
  readonly pending: number;
  /** Owed since a refund: what comes in pays this first. */
  readonly debt: number;
  /** How many count under a weekly cap, by the Monday of the week: the account's own and those of the cards it holds. */
  readonly weeks: Weeks;
  /** Of a card: whose it is as far as the ledger has heard, and since when it was theirs or somebody's before. */
  readonly holder?: string | undefined;
  readonly heldSince?: Instant | undefined;
  /** How many entries it has; absent before the first. */
  readonly seq?: number | undefined;
  /** How often something was taken while something was owed. */
  readonly takings: number;
}

export const lotField = (lot: Lot): string => `lot:${lot}`;
export const weekField = (monday: string): string => `week:${monday}`;

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** An account of which nothing need be known for what is done to it. */
export const anyHead = (accountId: string): Head => ({
  accountId,
  lots: {},
  weeks: {},
  pending: 0,
  debt: 0,
  takings: 0,
});

/** The head as its item keeps it. */
export function headIn(accountId: string, item: Item | undefined): Head {
  const fields = Object.entries(item ?? {});
  const under = (prefix: string) =>
    Object.fromEntries(
      fields.flatMap(([field, points]) =>
        field.startsWith(prefix) ? [[field.slice(prefix.length), points as number]] : [],
      ),
    );
  const {
    pending = 0,
    debt = 0,
    takings = 0,
  } = (item ?? {}) as Partial<Record<'pending' | 'debt' | 'takings', number>>;
  const { holder, heldSince, seq } = (item ?? {}) as Pick<Head, 'holder' | 'heldSince' | 'seq'>;
  return { accountId, lots: under('lot:'), weeks: under('week:'), pending, debt, takings, holder, heldSince, seq };
}

/** What accounts hold, lot by lot. */
export const sharesOf = (heads: readonly Head[]): Share[] =>
  heads.flatMap(({ accountId, lots }) => Object.entries(lots).map(([lot, points]) => ({ accountId, lot, points })));

/** What can be spent at `asOf`; below zero where more is owed. */
export const activeOf = (heads: readonly Head[], asOf: Instant): number =>
  sumOf(good(sharesOf(heads), asOf)) - sum(heads.map(({ debt }) => debt));

export const pendingOf = (heads: readonly Head[]): number => sum(heads.map(({ pending }) => pending));
