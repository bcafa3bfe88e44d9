/**
 * The ledger's page of rules (`docs/decisions/ledger.md`) once more, in plain words: arrays, loops and a calendar of its
 * own, and nothing of the product. It is told what the product hears and asked what the product is asked.
 */
import {
  type Answer,
  accountsOf,
  activeOf,
  arm,
  type Books,
  credit,
  goodLots,
  type Holder,
  lotAt,
  mainOf,
  type Refund,
  takeFrom,
  zoneOf,
} from './reference-books.ts';
import {
  beginningOf,
  type Day,
  dayAt,
  daysIn,
  daysLater,
  isLeap,
  mondayOf,
  monthsLater,
  written,
} from './reference-calendar.ts';
import { delivered, type Paid, paid, recycled, refunded } from './reference-purchases.ts';

export { type Books, balanceOf, type Figures, openBooks, ringAll } from './reference-books.ts';

type Containers = readonly { readonly material: string; readonly count: number }[];

/** An event as another capability says it: its id is its own for ever, `time` is when it happened. */
export type Message = { readonly id: string; readonly time: number } & (
  | {
      readonly type: 'deposit.recorded';
      readonly data: { readonly accountId?: string; readonly containers: Containers };
    }
  | {
      readonly type: 'deposit.claimed';
      readonly data: {
        readonly accountId: string;
        readonly containers: Containers;
        readonly deposit: { readonly time: string };
      };
    }
  | { readonly type: 'order.paid'; readonly data: Paid }
  | { readonly type: 'order.delivered'; readonly data: { readonly orderId: string } }
  | { readonly type: 'order.refunded'; readonly data: Refund }
  | {
      readonly type: 'case.recycled';
      readonly data: { readonly customerId: string; readonly serials: readonly string[] };
    }
  | {
      readonly type: 'customer.linked' | 'customer.unlinked';
      readonly data: { readonly customerId: string; readonly accountId: string };
    }
  | { readonly type: 'customer.registered'; readonly data: { readonly customerId: string } }
  | { readonly type: 'customer.changed'; readonly data: { readonly customerId: string } }
);

export type Heard = 'applied' | 'replay' | 'dead letter';

/** What is heard a second time is booked once; with another content under the same id it is a dead letter. */
export function hear(books: Books, message: Message, now: number): Heard {
  const content = JSON.stringify([message.type, message.data]);
  const before = books.heard.get(message.id);
  if (before !== undefined) return before === content ? 'replay' : 'dead letter';
  books.heard.set(message.id, content);
  apply(books, message, now);
  return 'applied';
}

function apply(books: Books, { type, data, time }: Message, now: number): void {
  switch (type) {
    case 'deposit.recorded':
      deposited(books, data.accountId, data.containers, time);
      break;
    case 'deposit.claimed':
      deposited(books, data.accountId, data.containers, Date.parse(data.deposit.time));
      break;
    case 'order.paid':
      paid(books, data, time, now);
      break;
    case 'order.delivered':
      delivered(books, data.orderId, time);
      break;
    case 'order.refunded':
      refunded(books, data, now);
      break;
    case 'case.recycled':
      recycled(books, data, time, now);
      break;
    case 'customer.linked':
      linked(books, data.accountId, data.customerId, now);
      break;
    case 'customer.unlinked':
      if (books.cards.get(data.accountId) === data.customerId) books.cards.delete(data.accountId);
      break;
    case 'customer.registered':
      holderOf(books, data.customerId).registered = time;
      stayWithUs(books, data.customerId, 1);
      greetNext(books, data.customerId, time);
      break;
    case 'customer.changed':
      greetNext(books, data.customerId, now);
      break;
  }
}

/** Containers earn by their material, up to the cap of the civil week of the deposit, counted for whoever holds the account. */
function deposited(books: Books, account: string | undefined, containers: Containers, at: number): void {
  if (account === undefined) return;
  const { perContainer, weeklyCap = Number.POSITIVE_INFINITY, zone } = books.figures;
  const worth = containers.reduce((sum, { material, count }) => sum + count * (perContainer[material] ?? 0), 0);
  const monday = written(mondayOf(dayAt(at, zone)));
  const earned = Math.min(worth, weeklyCap - countedFor(books, mainOf(books, account), monday));
  if (earned <= 0) return;
  books.weeks.set(weekOf(account, monday), (books.weeks.get(weekOf(account, monday)) ?? 0) + earned);
  credit(books, lotAt(books, account, at), earned);
}

const weekOf = (account: string, monday: string): string => `${account} ${monday}`;

/** What counts for a person in a week: what they and the cards that they hold have earned in it. */
const countedFor = (books: Books, person: string, monday: string): number =>
  accountsOf(books, person).reduce((sum, account) => sum + (books.weeks.get(weekOf(account, monday)) ?? 0), 0);

/**
 * A card becomes somebody's. Week by week, what it has earned counts for them only as far as there is room: the rest is taken out of the
 * card's lots of the months in which the week begins and ends, last to expire first, as far as it lies there.
 */
function linked(books: Books, card: string, customer: string, now: number): void {
  books.cards.delete(card);
  const { weeklyCap = Number.POSITIVE_INFINITY, expireAfterMonths } = books.figures;
  const mondays = [...books.weeks.keys()]
    .filter((week) => week.startsWith(`${card} `))
    .map((week) => week.split(' ')[1]);
  for (const monday of mondays.sort() as string[]) {
    const ofCard = books.weeks.get(weekOf(card, monday)) as number;
    const over = Math.min(ofCard, Math.max(0, ofCard + countedFor(books, customer, monday) - weeklyCap));
    books.weeks.set(weekOf(card, monday), ofCard - over);
    const [year = 0, month = 0, day = 0] = monday.split('-').map(Number);
    const ends = [{ year, month, day }, daysLater({ year, month, day }, 6)].map((each) => {
      const last = monthsLater({ ...each, day: 1 }, expireAfterMonths);
      return written({ ...last, day: daysIn(last.year, last.month) });
    });
    let missing = over;
    for (const lot of goodLots(books, card, now).reverse()) {
      if (!ends.includes(lot.on)) continue;
      const taken = Math.min(missing, lot.points);
      lot.points -= taken;
      missing -= taken;
    }
  }
  books.cards.set(card, customer);
}

function holderOf(books: Books, customer: string): Holder {
  const holder = books.holders.get(customer);
  if (holder === undefined) throw new Error(`nobody is ${customer}`);
  return holder;
}

/** Each month after registering, on its day or the month's last, from the first instant of that day. */
function stayWithUs(books: Books, customer: string, months: number): void {
  const { tenure } = books.figures;
  if (tenure === undefined) return;
  const zone = zoneOf(books, customer);
  const due = beginningOf(monthsLater(dayAt(holderOf(books, customer).registered as number, zone), months), zone);
  const ring = () => {
    credit(books, lotAt(books, customer, due), tenure);
    stayWithUs(books, customer, months + 1);
  };
  arm(books, { due, about: `tenure ${customer}`, ring });
}

/** The next birthday after an instant, of those in years that had none. */
function greetNext(books: Books, customer: string, after: number): void {
  const { birthday: points } = books.figures;
  const { birthday, greeted, registered } = holderOf(books, customer);
  books.alarms = books.alarms.filter(({ about }) => about !== `birthday ${customer}`);
  if (points === undefined || birthday === undefined || registered === undefined) return;
  const zone = zoneOf(books, customer);
  for (let { year } = dayAt(after, zone); ; year++) {
    const due = beginningOf(birthdayIn(birthday, year), zone);
    if (due <= after || greeted.has(year)) continue;
    const ring = () => {
      greeted.add(year);
      credit(books, lotAt(books, customer, due), points);
      greetNext(books, customer, due);
    };
    arm(books, { due, about: `birthday ${customer}`, ring });
    return;
  }
}

function birthdayIn(birthday: string, year: number): Day {
  const [, month = 0, day = 0] = birthday.split('-').map(Number);
  return { year, month, day: month === 2 && day === 29 && !isLeap(year) ? 28 : day };
}

/** A request to the product; the same key again gets the same answer. */
export type Wish = { readonly key: string } & (
  | { readonly wish: 'redeem'; readonly customer: string; readonly reward: string; readonly id: string }
  | { readonly wish: 'cancel'; readonly id: string }
  | {
      readonly wish: 'adjust';
      readonly customer: string;
      readonly points: number;
      readonly by: string;
      readonly id: string;
    }
  | { readonly wish: 'approve'; readonly id: string; readonly by: string }
);

export function ask(books: Books, wish: Wish, now: number): Answer {
  const before = books.answered.get(wish.key);
  if (before !== undefined) return before;
  const answer = answerTo(books, wish, now);
  if (answer.status < 400) books.answered.set(wish.key, answer);
  return answer;
}

function answerTo(books: Books, wish: Wish, now: number): Answer {
  switch (wish.wish) {
    case 'redeem':
      return redeem(books, wish, now);
    case 'cancel':
      return cancel(books, wish.id);
    case 'adjust': {
      const { customer, points, by } = wish;
      const { year, month } = dayAt(now, books.figures.zone);
      const sum = `${by} ${points > 0 ? 'added to' : 'took from'} ${customer} in ${month} ${year}`;
      const together = Math.abs(points) + (books.alone.get(sum) ?? 0);
      const small = Math.abs(points) <= books.figures.limit;
      if (small && points < 0 && activeOf(books, customer, now) < -points) return { status: 409 };
      const above = together > books.figures.limit;
      if (!above) {
        adjusted(books, customer, points, now);
        books.alone.set(sum, together);
      }
      books.adjustments.set(wish.id, { customer, points, by, applied: !above });
      return { status: 201, state: above ? 'awaiting-approval' : 'applied' };
    }
    case 'approve': {
      const open = books.adjustments.get(wish.id);
      if (open === undefined) return { status: 404 };
      if (open.applied || open.by === wish.by || !adjusted(books, open.customer, open.points, now)) {
        return { status: 409 };
      }
      open.applied = true;
      return { status: 200, state: 'applied' };
    }
  }
}

function redeem(books: Books, { id, customer, reward }: Wish & { wish: 'redeem' }, now: number): Answer {
  const points = books.figures.rewards[reward] as number;
  if (activeOf(books, customer, now) < points) return { status: 409 };
  books.redemptions.set(id, { shares: takeFrom(books, customer, points, now), cancelled: false });
  return { status: 201 };
}

/** Each share goes back to its account and lot, with its expiry. */
function cancel(books: Books, id: string): Answer {
  const redemption = books.redemptions.get(id);
  if (redemption === undefined) return { status: 404 };
  if (redemption.cancelled) return { status: 409 };
  redemption.cancelled = true;
  for (const { lot, points } of redemption.shares) credit(books, lot, points);
  return { status: 200 };
}

function adjusted(books: Books, customer: string, points: number, now: number): boolean {
  if (points > 0) credit(books, lotAt(books, customer, now), points);
  else if (activeOf(books, customer, now) < -points) return false;
  else takeFrom(books, customer, -points, now);
  return true;
}
