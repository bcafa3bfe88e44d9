/** Purchases in the reference: what an order earns, when it becomes active, what refunds take and what doubles it. */
import {
  activeOf,
  arm,
  type Books,
  credit,
  leftOf,
  lotAt,
  type Order,
  type Part,
  type Refund,
  type Serial,
  takeFrom,
  zoneOf,
} from './reference-books.ts';
import { beginningOf, dayAt, daysLater } from './reference-calendar.ts';

const day = 86_400_000;

export interface Paid {
  readonly orderId: string;
  readonly customerId: string;
  readonly currency: string;
  readonly lines: readonly { readonly line: string; readonly class: string; readonly paid: number }[];
}

/** An order was paid: it is booked as pending; then what was heard before it and waited for it. */
export function paid(books: Books, data: Paid, paidAt: number, now: number): void {
  const order: Order = { id: data.orderId, customer: data.customerId, paidAt, parts: partsOf(books, data) };
  books.orders.push(order);
  for (const refund of books.refundsWaiting.filter(({ orderId }) => orderId === order.id)) refunded(books, refund, now);
  const waiting = books.serials.filter((serial) => serial.waits).sort((a, b) => a.at - b.at);
  for (const serial of waiting) if (fits(books, order, serial)) double(books, order, serial);
  if (books.deliveries.has(order.id)) activateLater(books, order);
}

function partsOf(books: Books, { currency, lines }: Paid): Part[] {
  const { purchases } = books.figures;
  if (currency !== purchases.currency) return [];
  const counting = lines.filter((line) => purchases.classes.includes(line.class));
  const part = (of: Part['of'], name: string, points: number, cents: number): Part => ({
    of,
    name,
    points,
    paid: cents,
    refunded: 0,
    asked: 0,
  });
  let cents = 0;
  const parts: Part[] = [];
  for (const { line, paid } of counting) {
    const before = Math.floor((cents * purchases.perUnit) / 100);
    cents += paid;
    parts.push(part('line', line, Math.floor((cents * purchases.perUnit) / 100) - before, paid));
  }
  const reached = purchases.volume.filter(({ from }) => from <= cents).sort((a, b) => b.from - a.from)[0];
  if (reached !== undefined) parts.push(part('volume', 'volume', reached.points, cents));
  return parts;
}

export function delivered(books: Books, orderId: string, at: number): void {
  if (books.deliveries.has(orderId)) return;
  books.deliveries.set(orderId, at);
  const order = books.orders.find(({ id }) => id === orderId);
  if (order !== undefined) activateLater(books, order);
}

/** When the days for withdrawal after the day of delivery are over, by the holder's clocks. */
function activateLater(books: Books, order: Order): void {
  const zone = zoneOf(books, order.customer);
  const on = dayAt(books.deliveries.get(order.id) as number, zone);
  const due = beginningOf(daysLater(on, books.figures.purchases.withdrawalDays + 1), zone);
  const ring = () => {
    const left = leftOf(order.parts);
    order.lot = lotAt(books, order.customer, due);
    credit(books, order.lot, left);
  };
  if (order.parts.length > 0) arm(books, { due, about: `order ${order.id}`, ring });
}

/** A refund asks each part for what it must have lost by now and was not asked for before. */
export function refunded(books: Books, refund: Refund, now: number): void {
  const order = books.orders.find(({ id }) => id === refund.orderId);
  if (order === undefined) {
    books.refundsWaiting.push(refund);
    return;
  }
  let counted = 0;
  for (const { line, refunded } of refund.lines) {
    const part = order.parts.find((each) => each.of === 'line' && each.name === line);
    if (part === undefined) continue;
    const amount = Math.min(refunded, part.paid - part.refunded);
    part.refunded += amount;
    counted += amount;
  }
  for (const part of order.parts.filter(({ of }) => of !== 'line')) {
    part.refunded = Math.min(part.paid, part.refunded + counted);
  }
  const due = order.parts.reduce((sum, part) => sum + asking(part), 0);
  if (order.lot !== undefined) takeBack(books, order, due, now);
}

/** What a refund asks of a part, half up; it is asked for no second time. */
function asking(part: Part): number {
  if (part.paid === 0) return 0;
  const lost = Math.floor((2 * part.points * part.refunded + part.paid) / (2 * part.paid));
  const due = lost - part.asked;
  part.asked = lost;
  return due;
}

function takeBack(books: Books, { customer, lot }: Order, due: number, now: number): void {
  const { refunds } = books.figures.purchases;
  if (refunds === 'only-pending') return;
  const reach = Math.min(due, Math.max(0, activeOf(books, customer, now)));
  takeFrom(books, customer, reach, now, lot);
  if (refunds === 'negative') books.debts.set(customer, (books.debts.get(customer) ?? 0) + due - reach);
}

/** Devices were recycled: each serial doubles a purchase once for ever, or waits for one. */
export function recycled(
  books: Books,
  { customerId: customer, serials }: { readonly customerId: string; readonly serials: readonly string[] },
  at: number,
  now: number,
): void {
  const until = at + (books.figures.withinDays + 1) * day;
  for (const serial of serials) {
    if (books.serials.some((known) => known.serial === serial)) continue;
    const device: Serial = { serial, customer, at, waits: true };
    books.serials.push(device);
    const fitting = books.orders.filter((order) => fits(books, order, device));
    const before = fitting.filter(({ paidAt }) => paidAt <= at).sort((a, b) => b.paidAt - a.paidAt);
    const after = fitting.filter(({ paidAt }) => paidAt > at).sort((a, b) => a.paidAt - b.paidAt);
    const [order] = [...before, ...after];
    if (order !== undefined) double(books, order, device);
    else if (until <= now)
      device.waits = false; // so late that nothing is waited for any more
    else {
      const ring = () => {
        device.waits = false;
      };
      arm(books, { due: until, about: `serial ${serial}`, ring });
    }
  }
}

const undoubled = ({ parts }: Order): boolean => parts.every(({ of }) => of !== 'doubling');

const fits = (books: Books, order: Order, { customer, at }: Serial): boolean =>
  order.customer === customer &&
  undoubled(order) &&
  leftOf(order.parts) > 0 &&
  Math.abs(order.paidAt - at) <= books.figures.withinDays * day;

/** The purchase gains what is left of its points once more. */
function double(books: Books, order: Order, device: Serial): void {
  device.waits = false;
  books.alarms = books.alarms.filter(({ about }) => about !== `serial ${device.serial}`);
  const points = leftOf(order.parts);
  const lines = order.parts.filter(({ of }) => of === 'line');
  const paid = lines.reduce((sum, part) => sum + part.paid - part.refunded, 0);
  order.parts.push({ of: 'doubling', name: device.serial, points, paid, refunded: 0, asked: 0 });
  if (order.lot !== undefined) credit(books, lotAt(books, order.customer, device.at), points);
}
