import type { orderRefunded } from '#events/billing/order.refunded.ts';
import type { Event, EventOf } from '#events/event.ts';
import type { Item, Key } from '#layers/table/change.ts';
import { getAll, query } from '#layers/table/read.ts';
import type { Instant } from '#layers/time/clock.ts';
import type { Lot } from '../ledger/lots.ts';
import type { Part } from '../rules.ts';

/**
 * What the ledger keeps of an order. What is heard of it comes in any order, so each fact stands for itself: `settle` does
 * what has become possible by it.
 */
export interface Order {
  readonly orderId: string;
  /** Raised with every change of the parts. */
  readonly version: number;
  /** Absent until it is heard that it was paid. */
  readonly paid?: Paid;
  readonly deliveredAt?: Instant;
  /** When the time for withdrawal is over; set with the timer. */
  readonly activatesAt?: Instant;
  /** Where the points went when they became active. */
  readonly lot?: Lot;
}

/** A part with the entry that it earned. */
export type EarnedPart = Part & { readonly entry: Event['cause'] };

export interface Paid {
  readonly accountId: string;
  readonly at: Instant;
  /** The event that said so. */
  readonly by: Event['cause'];
  readonly parts: readonly EarnedPart[];
}

export type PaidOrder = Order & { readonly paid: Paid };

/** A refund of an order that is not known to be paid yet: it waits, with the origin under which it will be applied. */
export interface WaitingRefund extends Key {
  readonly event: EventOf<typeof orderRefunded>;
}

export const isPaid = (order: Order): order is PaidOrder => order.paid !== undefined;

const orderPartition = (brand: string, orderId: string): string => `points#${brand}#order#${orderId}`;

export const orderKey = (brand: string, orderId: string): Key => ({ pk: orderPartition(brand, orderId), sk: 'order' });

export const waitingRefundKey = (brand: string, orderId: string, eventId: string): Key => ({
  pk: orderPartition(brand, orderId),
  sk: `refund#${eventId}`,
});

/** An order as far as it is known, and the refunds that wait for it. */
export async function orderOf(brand: string, orderId: string): Promise<{ order: Order; waiting: WaitingRefund[] }> {
  const items = await query(orderPartition(brand, orderId));
  const found = items.find(({ sk }) => sk === 'order') as (Item & Order) | undefined;
  return {
    order: found ?? { orderId, version: 0 },
    waiting: items.filter(({ sk }) => sk.startsWith('refund#')) as (Item & WaitingRefund)[],
  };
}

/** The order that was paid; an error where it is not known to be: nothing leads to it before that. */
export async function paidOrder(brand: string, orderId: string): Promise<PaidOrder> {
  const { order } = await orderOf(brand, orderId);
  if (!isPaid(order)) throw new Error(`the order ${orderId} is not known to be paid`);
  return order;
}

/** Several orders, by their ids. */
export async function ordersOf(brand: string, orderIds: readonly string[]): Promise<ReadonlyMap<string, Order>> {
  const asked = [...new Set(orderIds)];
  const orders = await getAll<Order[]>(asked.map((orderId) => orderKey(brand, orderId)));
  return new Map(orders.flatMap((order) => (order === undefined ? [] : [[order.orderId, order]])));
}
