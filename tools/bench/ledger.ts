/** What the ledger's commands are given, as its entries get them, and how many earns it takes in a second. */

import { orderPaid } from '#events/billing/order.paid.ts';
import { orderRefunded } from '#events/billing/order.refunded.ts';
import { depositRecorded } from '#events/devices/deposit.recorded.ts';
import { caseRecycled } from '#events/recycling/case.recycled.ts';
import { context, queued, request } from './requests.ts';

export type Run = (event: unknown, context: unknown) => Promise<unknown>;
export type Step = readonly [what: string, work: () => Promise<unknown>];

interface Entries {
  readonly onEvent: Run;
  readonly api: Run;
}

let heard = 0;

function event(type: string, brand: string, data: object) {
  const number = ++heard;
  const time = new Date().toISOString();
  const id = `bench-event-${String(number).padStart(10, '0')}`;
  const detail = {
    specversion: '1.0',
    id,
    type,
    dataschema: `vuelta:${type}:1`,
    source: 'vuelta/bench',
    subject: 'device#bench',
    time,
    data,
    brand,
    cause: { id: `bench-${number}`, subject: 'device#bench', time },
    actor: { id: 'bench', role: 'system' },
    recordedAt: time,
  };
  return queued({ detail });
}

const deposit = (brand: string, accountId: string, count: number) => {
  const containers = [{ material: 'glass', count, grams: 350 * count }];
  return event('deposit.recorded', brand, { ...depositRecorded.example, accountId, containers });
};

/** Each command once, in an order in which there is something to do for it. */
export function ledgerSteps({ onEvent, api }: Entries, customerId: string): Step[] {
  const hear = (what: string, told: unknown): Step => [`points on-event: ${what}`, () => onEvent(told, context)];
  const ask = async (asked: Parameters<typeof request>[0]) => {
    const { statusCode, body } = (await api(request(asked), context)) as { statusCode: number; body: string };
    if (statusCode >= 400) throw new Error(`${asked.path} gave ${body}`);
    return JSON.parse(body) as { id: string };
  };
  const again = deposit('retorno', customerId, 30);
  const order = { orderId: 'o-bench', customerId: 'c-bench-buyer' };
  const lines = [{ line: '1', class: 'consumable', paid: 2000 }];
  const paid = { ...orderPaid.example, ...order, paid: 2000, lines };
  const back = [{ line: '1', paid: 2000, refunded: 1000 }];
  const refunded = { ...orderRefunded.example, ...order, refunded: 1000, paid: 2000, lines: back };
  const recycled = { ...caseRecycled.example, customerId: order.customerId };
  const wish = { path: '/api/points/redemptions', by: customerId, key: 'bench-wish', body: { rewardId: 'food-bank' } };
  let redemption = '';
  const regret = () => ask({ path: `/api/staff/points/redemptions/${redemption}/cancel`, by: 'agent', key: 'regret' });
  return [
    hear('earn under a weekly cap, the first of a month, with its timer', deposit('retorno', customerId, 1)),
    hear('earn under a weekly cap, the month exists', again),
    hear('the same event again', again),
    ['points api: balance', () => ask({ path: '/api/points/balance', by: customerId })],
    ['points api: redeem', async () => ({ id: redemption } = await ask(wish))],
    ['points api: the same request again', () => ask(wish)],
    ['points api: a redemption is cancelled (reverse)', regret],
    hear('an order of one line that counts', event('order.paid', 'microsmile', paid)),
    hear('a take-back doubles it', event('case.recycled', 'microsmile', recycled)),
    hear('it is delivered, with the timer of its activation', event('order.delivered', 'microsmile', order)),
    hear('half of it is refunded (reverse of two entries)', event('order.refunded', 'microsmile', refunded)),
  ];
}

/** Earns a second with 20 under way, where no cap holds them up. Throws where one is not taken. */
export async function earnsPerSecond({ onEvent }: Entries, accounts: number): Promise<number> {
  const told = Array.from({ length: 1_000 }, (_, n) => deposit('sexta', `c-bench-${accounts}-${n % accounts}`, 1));
  const began = performance.now();
  const worker = async () => {
    for (let next = told.pop(); next !== undefined; next = told.pop()) {
      const { batchItemFailures } = (await onEvent(next, context)) as { batchItemFailures: unknown[] };
      if (batchItemFailures.length > 0) throw new Error('an earn was not taken');
    }
  };
  await Promise.all(Array.from({ length: 20 }, worker));
  return Math.round(1_000_000 / (performance.now() - began));
}
