import { expect, it } from '@jest/globals';
import '../recycling/quick-papers.ts';
import { orderPaid } from '#events/billing/order.paid.ts';
import { orderRefunded } from '#events/billing/order.refunded.ts';
import { say } from '#layers/table/event-item.ts';
import type { Visitor } from '../../tools/demo/visitor.ts';
import { deskOf, pages, sender, serialOf, unique } from '../recycling/returns.ts';
import { driver } from '../world/driver.ts';

const here = await driver();
const desk = await deskOf(here, 'microsmile');

interface Told {
  readonly type: string;
  readonly at: string;
  readonly text: string;
}

/** What a timeline tells of these types, the oldest first; the same whatever the size of its pages. */
async function told(me: Visitor, ...types: string[]): Promise<Told[]> {
  const [whole, ...byPages] = await Promise.all(
    [100, 1, 2, 3].map((limit) => pages<Told>(me, '/api/customers/me/timeline', 'entries', limit)),
  );
  for (const paged of byPages) expect(paged).toEqual(whole);
  return (whole ?? []).filter(({ type }) => types.includes(type)).reverse();
}

/** Somebody whose toothpaste counts double when their brush is recycled. */
async function buyer() {
  const ana = await sender(here, 'microsmile', 'ana');
  const { customerId } = ana.person;
  const line = { line: '1', class: 'consumable', paid: 2_000 };
  const data = { orderId: `o-${unique()}`, customerId, currency: 'EUR', paid: 2_000, lines: [line] };
  const time = await here.now();
  const pays = say(orderPaid, { about: data.orderId, effect: 'paid', data });
  await here.says('microsmile', pays, { id: unique(), time });
  await here.quiet();
  return { ...ana, ...data, time };
}

const several = Array.from({ length: 6 }, (_, n) => n);

it.each(several)('a timeline tells cause before effect where all is of one instant (%i)', async () => {
  const ana = await buyer();
  const serial = serialOf();
  const { id } = (await ana.asks({ serial })).body;
  await here.quiet();
  await desk.count(id, [serial, serialOf()]);
  await desk.review(id, 'accept');
  await desk.decide(id, 'recycled');
  await here.quiet();
  const of = ['case.recycled', 'case.certified', 'case.closed'];
  expect((await told(ana.me, ...of)).map(({ type }) => type)).toEqual(of);
  const earned = (await told(ana.me, 'case.recycled', 'points.earned')).at(-1);
  expect(earned?.text).toContain('porque se recicló');
  const counted = ['case.received', 'case.inspected'];
  expect((await told(ana.me, ...counted)).map(({ type }) => type)).toEqual(counted);
});

it.each(several)('a return that is refused was looked at before (%i)', async () => {
  const ana = await buyer();
  const { id } = (await ana.asks({ serial: serialOf() })).body;
  await here.quiet();
  await desk.count(id, [serialOf()]);
  await desk.review(id, 'reject');
  await here.quiet();
  const of = ['case.reviewed', 'case.rejected'];
  expect((await told(ana.me, ...of)).map(({ type }) => type)).toEqual(of);
});

it.each(several)('points are earned before they are taken back, in entries and timeline (%i)', async () => {
  const { me, orderId, customerId, time } = await buyer();
  const lines = [{ line: '1', paid: 2_000, refunded: 2_000 }];
  const refund = { orderId, customerId, currency: 'EUR', refundId: 'r-1', paid: 2_000, refunded: 2_000, lines };
  const refunds = say(orderRefunded, { about: orderId, effect: 'refunded', data: refund });
  await here.says('microsmile', refunds, { id: unique(), time });
  await here.quiet();
  const found = await pages<{ kind: string; balance: number }>(me, '/api/points/entries', 'entries', 1);
  expect(found.map(({ kind, balance }) => [kind, balance])).toEqual([
    ['reversed', 0],
    ['earned', 100],
  ]);
  const of = ['points.earned', 'points.reversed'];
  expect((await told(me, ...of)).map(({ type }) => type)).toEqual(of);
});
