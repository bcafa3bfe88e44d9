import { orderDelivered } from '#events/billing/order.delivered.ts';
import { orderPaid } from '#events/billing/order.paid.ts';
import { orderRefunded } from '#events/billing/order.refunded.ts';
import { say } from '#layers/table/event-item.ts';
import type { Person } from '../../../tools/cloud/stack.ts';
import type { Life } from './life.ts';

/** Somebody who buys again and again, gets it some days later, and now and then gives some of it back. */
export function buys(life: Life, person: Person, every: number): void {
  const again = () =>
    life.in(life.between(every - 5, every + 10), `${person.email} buys`, () => buysOnce(life, person, again));
  again();
}

let orders = 0;

async function buysOnce(life: Life, { brand, customerId, email }: Person, again: () => void): Promise<void> {
  const orderId = `o-${++orders}`;
  const lines = Array.from({ length: life.between(1, 3) }, (_, n) => ({
    line: String(n + 1),
    class: life.chance(0.8) ? 'consumable' : 'device',
    paid: life.between(5, 60) * 100,
  }));
  const order = { orderId, customerId, currency: 'EUR', paid: lines.reduce((sum, { paid }) => sum + paid, 0) };
  await life.here.says(brand, say(orderPaid, { about: orderId, effect: 'paid', data: { ...order, lines } }), {
    id: `${orderId}-paid`,
  });
  life.in(life.between(2, 5), `${email} gets ${orderId}`, () =>
    life.here.says(brand, say(orderDelivered, { about: orderId, effect: 'delivered', data: { orderId, customerId } }), {
      id: `${orderId}-delivered`,
    }),
  );
  if (life.chance(0.1)) {
    const line = life.pick(lines);
    const refunded = Math.ceil(line.paid / life.between(1, 3));
    const data = {
      ...order,
      refundId: `${orderId}-r`,
      refunded,
      lines: [{ line: line.line, paid: line.paid, refunded }],
    };
    life.in(life.between(1, 20), `${email} gives back of ${orderId}`, () =>
      life.here.says(brand, say(orderRefunded, { about: orderId, effect: 'refunded', data }), {
        id: `${orderId}-refunded`,
      }),
    );
  }
  again();
}
