/** What the reference writes down, and the few things that every rule does with it: holding, crediting, taking, owing. */
import { beginningOf, dayAt, daysIn, daysLater, monthsLater, written } from './reference-calendar.ts';

/** The figures of a programme, as far as points go. */
export interface Figures {
  readonly zone: string;
  readonly expireAfterMonths: number;
  readonly perContainer: Readonly<Record<string, number>>;
  readonly weeklyCap?: number;
  readonly purchases: {
    readonly currency: string;
    readonly classes: readonly string[];
    readonly perUnit: number;
    readonly withdrawalDays: number;
    readonly refunds: 'only-pending' | 'within-balance' | 'negative';
    readonly volume: readonly { readonly from: number; readonly points: number }[];
  };
  readonly withinDays: number;
  readonly tenure?: number;
  readonly birthday?: number;
  /** Adjustments of one person that come to more in a month, up or down, need a second person. */
  readonly limit: number;
  readonly rewards: Readonly<Record<string, number>>;
}

/** Points of one account that expire together. */
export interface Lot {
  readonly account: string;
  /** The last civil day on which they are good, by the clocks of `zone`. */
  readonly on: string;
  readonly zone: string;
  /** The first instant at which they are worth nothing. */
  readonly until: number;
  points: number;
}

export interface Part {
  readonly of: 'line' | 'volume' | 'doubling';
  readonly name: string;
  readonly points: number;
  readonly paid: number;
  refunded: number;
  /** How many of its points refunds have asked for until now, whether they got them or not. */
  asked: number;
}

export interface Order {
  readonly id: string;
  readonly customer: string;
  readonly paidAt: number;
  readonly parts: Part[];
  /** The lot of its activation; until then all of it is pending. */
  lot?: Lot;
}

export interface Serial {
  readonly serial: string;
  readonly customer: string;
  readonly at: number;
  waits: boolean;
}

export interface Holder {
  zone: string;
  birthday?: string;
  registered?: number;
  readonly greeted: Set<number>;
}

export type Share = { readonly lot: Lot; readonly points: number };

export interface Refund {
  readonly orderId: string;
  readonly lines: readonly { readonly line: string; readonly refunded: number }[];
}

interface Adjustment {
  readonly customer: string;
  readonly points: number;
  readonly by: string;
  applied: boolean;
}

export interface Answer {
  readonly status: number;
  readonly state?: string;
}

/** Something that will happen at an instant, when the timers run. */
export interface Alarm {
  readonly due: number;
  readonly about: string;
  readonly ring: () => void;
}

export interface Books {
  readonly figures: Figures;
  readonly holders: Map<string, Holder>;
  /** Whose a card is, by its account. */
  readonly cards: Map<string, string>;
  readonly lots: Lot[];
  readonly debts: Map<string, number>;
  /** What deposits have earned on each account in each week, less what was beyond the cap when a card was linked. */
  readonly weeks: Map<string, number>;
  readonly orders: Order[];
  readonly refundsWaiting: Refund[];
  readonly deliveries: Map<string, number>;
  readonly serials: Serial[];
  alarms: Alarm[];
  readonly heard: Map<string, string>;
  readonly answered: Map<string, Answer>;
  readonly redemptions: Map<string, { readonly shares: readonly Share[]; cancelled: boolean }>;
  readonly adjustments: Map<string, Adjustment>;
  /** What one person has added to somebody's points in a month without a second one, or has taken. */
  readonly alone: Map<string, number>;
}

export const openBooks = (figures: Figures): Books => ({
  figures,
  holders: new Map(),
  cards: new Map(),
  lots: [],
  debts: new Map(),
  weeks: new Map(),
  orders: [],
  refundsWaiting: [],
  deliveries: new Map(),
  serials: [],
  alarms: [],
  heard: new Map(),
  answered: new Map(),
  redemptions: new Map(),
  adjustments: new Map(),
  alone: new Map(),
});

export const mainOf = (books: Books, account: string): string => books.cards.get(account) ?? account;

export const zoneOf = (books: Books, account: string): string =>
  books.holders.get(mainOf(books, account))?.zone ?? books.figures.zone;

/** The lot of points that become active at an instant: good until the civil month so many months later ends. */
export function lotAt(books: Books, account: string, at: number): Lot {
  const zone = zoneOf(books, account);
  const { year, month } = monthsLater({ ...dayAt(at, zone), day: 1 }, books.figures.expireAfterMonths);
  const last = { year, month, day: daysIn(year, month) };
  const on = written(last);
  const known = books.lots.find((lot) => lot.account === account && lot.on === on && lot.zone === zone);
  if (known !== undefined) return known;
  const lot = { account, on, zone, until: beginningOf(daysLater(last, 1), zone), points: 0 };
  books.lots.push(lot);
  return lot;
}

/** Points become active on an account: they pay its debt first. */
export function credit(books: Books, lot: Lot, points: number): void {
  const debt = books.debts.get(lot.account) ?? 0;
  const paid = Math.min(debt, points);
  books.debts.set(lot.account, debt - paid);
  lot.points += points - paid;
}

/** The accounts that are somebody's: their own, and those of the cards that they hold. */
export const accountsOf = (books: Books, customer: string): string[] => [
  customer,
  ...[...books.cards].filter(([, holder]) => holder === customer).map(([card]) => card),
];

const isOf = (books: Books, customer: string, account: string): boolean =>
  account === customer || books.cards.get(account) === customer;

/** What is still good of a customer's, over all of their accounts, soonest to expire first. */
export function goodLots(books: Books, customer: string, now: number): Lot[] {
  return books.lots
    .filter((lot) => lot.points > 0 && lot.until > now && isOf(books, customer, lot.account))
    .sort((a, b) => a.until - b.until || order(a.account, b.account) || order(a.zone, b.zone));
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function activeOf(books: Books, customer: string, now: number): number {
  const held = goodLots(books, customer, now).reduce((sum, { points }) => sum + points, 0);
  return held - (books.debts.get(customer) ?? 0);
}

/** Takes points from one lot first where one is named, then soonest to expire; as many as there are. */
export function takeFrom(books: Books, customer: string, points: number, now: number, first?: Lot): Share[] {
  const lots = goodLots(books, customer, now);
  const own = lots.filter((lot) => lot === first);
  const shares: Share[] = [];
  let missing = points;
  for (const lot of [...own, ...lots.filter((each) => each !== first)]) {
    const taken = Math.min(missing, lot.points);
    if (taken > 0) shares.push({ lot, points: taken });
    lot.points -= taken;
    missing -= taken;
  }
  return shares;
}

export const leftOf = (parts: readonly Part[]): number =>
  parts.reduce((sum, part) => sum + part.points - part.asked, 0);

/** What a customer sees. */
export function balanceOf(books: Books, customer: string, now: number) {
  const days = new Map<string, number>();
  for (const { on, points } of goodLots(books, customer, now)) days.set(on, (days.get(on) ?? 0) + points);
  const orders = books.orders.filter((each) => each.customer === customer && each.lot === undefined);
  return {
    active: activeOf(books, customer, now),
    pending: orders.reduce((sum, { parts }) => sum + leftOf(parts), 0),
    expiring: [...days].sort(([a], [b]) => order(a, b)).map(([on, points]) => ({ on, points })),
  };
}

/** Sets what is to happen about something at an instant, in place of what was to happen before. */
export function arm(books: Books, alarm: Alarm): void {
  books.alarms = [...books.alarms.filter(({ about }) => about !== alarm.about), alarm];
}

/** The timers run: what is due happens, in order, until nothing is. */
export function ringAll(books: Books, now: number): void {
  for (;;) {
    const due = books.alarms.filter((alarm) => alarm.due <= now).sort((a, b) => a.due - b.due)[0];
    if (due === undefined) return;
    books.alarms = books.alarms.filter((alarm) => alarm !== due);
    due.ring();
  }
}
