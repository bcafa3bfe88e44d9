import { orderDelivered } from '#events/billing/order.delivered.ts';
import { orderPaid } from '#events/billing/order.paid.ts';
import { orderRefunded } from '#events/billing/order.refunded.ts';
import { type Said, say } from '#layers/table/event-item.ts';
import type { Person, Stack } from '../../cloud/stack.ts';
import { standIn } from '../../cloud/stand-in.ts';
import { productTime } from '../../cloud/time-machine.ts';
import type { Order, Story } from './story.ts';

const currency = 'EUR';

/** Says what a shop would of everything that was bought in the past, and delivered. */
export async function tellPurchases(stack: Stack, story: Story, customers: readonly Person[]): Promise<void> {
  const says = await shopOf(stack, story);
  for (const order of story.orders) {
    const { customerId } = customers[order.who] as Person;
    const { paidDaysAgo, deliveredDaysAgo } = order;
    await says(paid(order, customerId), `${order.id}-paid`, paidDaysAgo);
    if (deliveredDaysAgo === undefined) continue;
    await says(delivered(order, customerId), `${order.id}-delivered`, deliveredDaysAgo);
  }
}

/** Says what a shop would of what is paid back today. */
export async function tellRefunds(stack: Stack, story: Story, customers: readonly Person[]): Promise<void> {
  const says = await shopOf(stack, story);
  for (const order of story.orders.filter(({ lines }) => refundedOf(lines) > 0)) {
    const { customerId } = customers[order.who] as Person;
    await says(refunded(order, customerId), `${order.id}-refunded`, 0);
  }
}

async function shopOf(stack: Stack, { brand }: Story) {
  const now = await productTime(stack);
  return (said: Said, id: string, daysAgo: number) =>
    standIn(stack, brand, said, { id, time: new Date(now - daysAgo * 86_400_000).toISOString() });
}

const about = ({ id }: Order) => ({ about: id, effect: 'order' });
const paidFor = (lines: Order['lines']) => lines.reduce((sum, line) => sum + line.paid, 0);
const refundedOf = (lines: Order['lines']) => lines.reduce((sum, line) => sum + (line.refunded ?? 0), 0);
const named = (at: number) => String(at + 1);

function paid(order: Order, customerId: string): Said {
  const lines = order.lines.map((each, at) => ({ line: named(at), class: each.class, paid: each.paid }));
  const data = { orderId: order.id, customerId, currency, paid: paidFor(order.lines), lines };
  return say(orderPaid, { ...about(order), data });
}

const delivered = (order: Order, customerId: string): Said =>
  say(orderDelivered, { ...about(order), data: { orderId: order.id, customerId } });

function refunded(order: Order, customerId: string): Said {
  const lines = order.lines
    .map(({ paid, refunded = 0 }, at) => ({ line: named(at), paid, refunded }))
    .filter((line) => line.refunded > 0);
  const sums = { refunded: refundedOf(order.lines), paid: paidFor(order.lines) };
  const data = { orderId: order.id, customerId, refundId: `re-${order.id}`, currency, ...sums, lines };
  return say(orderRefunded, { ...about(order), data });
}
