import { beforeEach, expect, it } from '@jest/globals';
import type { Reward } from '#brands/programmes.ts';
import { ConditionFailed, create } from '#layers/table/change.ts';
import { earn } from '../../functions/points/earning/earn.ts';
import { bookPurchase } from '../../functions/points/earning/purchases.ts';
import { bookRefund } from '../../functions/points/earning/refunds.ts';
import { headsOf } from '../../functions/points/ledger/account.ts';
import { activeOf } from '../../functions/points/ledger/head.ts';
import { redeem } from '../../functions/points/rewards/redemptions.ts';
import { addCodes } from '../../functions/points/rewards/stock.ts';
import { shownRedemptions } from '../../functions/points/shown.ts';
import {
  by,
  decision,
  delivered,
  earned,
  expectBalanced,
  freshWorld,
  gift,
  heard,
  items,
  linked,
  now,
  order,
  passTo,
  programme,
  registered,
  timers,
  world,
} from './ledger-commands.ts';

beforeEach(() => freshWorld());

/** As many cards as customers lets somebody have, with 5 points in each of so many lots. */
async function withCards(months: readonly string[]): Promise<void> {
  for (let card = 1; card <= 20; card++) {
    const accountId = `card-${card}`;
    await linked('c-1', now, accountId);
    for (const month of months) {
      const how = {
        accountId,
        effect: 'containers',
        decision: { ...decision, points: 5 },
        lot: `${month}@Europe/Madrid`,
      };
      await earn(by(`${card} in ${month}`), how);
    }
  }
}

it('a wish is paid from twenty cards at once', async () => {
  await withCards(['2027-11']);
  await earned();
  const all: Reward = { ...gift, points: 200 };
  await redeem(by('wish', true), 'c-1', all);
  expectBalanced([0, 0]);
});

it('a refund of twenty lines is taken from twenty cards at once, and each part is accounted for', async () => {
  await registered();
  const lines = Array.from({ length: 20 }, (_, n) => ({ line: `${n}`, class: 'consumable', paid: 1_000 }));
  await bookPurchase(...heard('order.paid', { ...order, currency: 'EUR', paid: 20_000, lines }));
  await delivered();
  await passTo('2026-12-10T10:00:00.000Z');
  await timers('activation');
  await redeem(by('wish', true), 'c-1', { ...gift, points: 1_010 });
  await withCards([
    '2027-01',
    '2027-02',
    '2027-03',
    '2027-04',
    '2027-05',
    '2027-06',
    '2027-07',
    '2027-08',
    '2027-09',
    '2027-10',
  ]);
  expectBalanced([1_000, 0]);
  const back = lines.map(({ line, paid }) => ({ line, paid, refunded: paid }));
  const data = { ...order, refundId: 're', currency: 'EUR', refunded: 20_000, paid: 20_000, lines: back };
  await bookRefund(...heard('order.refunded', data));
  expectBalanced([0, 0]);
  const reversed = items().filter(({ type }) => type === 'points.reversed');
  expect(reversed).toHaveLength(20 + 1 + 20);
});

it('counters of weeks that are long over do not stay for ever', async () => {
  for (let week = 0; week < 80; week++) {
    const at = new Date(Date.parse('2026-11-16') + week * 7 * 86_400_000).toISOString();
    const oldest = `${Number(at.slice(0, 4)) - 1}-${at.slice(5, 7)}`;
    const cap = { accountId: 'c-1', monday: at.slice(0, 10), most: 150, oldest };
    const lot = `${Number(at.slice(0, 4)) + 1}-${at.slice(5, 7)}@Europe/Madrid`;
    for (const turn of [1, 2])
      await earn(by(`${week} ${turn}`), { accountId: 'c-1', effect: 'containers', decision, lot, cap });
  }
  const head = items().find(({ sk }) => sk === 'head') ?? {};
  expect(Object.keys(head).filter((field) => field.startsWith('week:')).length).toBeLessThanOrEqual(53 + 5);
  expect(activeOf(await headsOf('retorno', 'c-1'), now)).toBe(80 * 150);
});

it('everything that somebody got is found, page by page, the newest first', async () => {
  await earned();
  for (let n = 0; n < 100; n++)
    await redeem(by(`w-${String(n).padStart(3, '0')}`, true), 'c-1', { ...gift, points: 1 });
  await world.scheduler.quiet();
  const seen: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await shownRedemptions(programme, 'c-1', 'es', { cursor, limit: 30 });
    seen.push(...page.redemptions.map(({ id }) => id));
    cursor = page.cursor;
    if (cursor === undefined) break;
  }
  expect(seen).toEqual(Array.from({ length: 100 }, (_, n) => `r-w-${String(99 - n).padStart(3, '0')}`));
  await expect(shownRedemptions(programme, 'c-1', 'es', { cursor: 'made up', limit: 30 })).rejects.toThrow(
    'invalid-request',
  );
});

it('a partner’s code is refused for every other reward too', async () => {
  await addCodes(by('codes', true), 'cinema', ['AAAA-1']);
  await expect(addCodes(by('more', true), 'theatre', ['AAAA-1'])).rejects.toThrow('code-known');
});

it('a condition that failed shows a logger nothing of the item', () => {
  const failed = new ConditionFailed(create({ pk: 'p', sk: 's', note: 'words' }), { pk: 'p', sk: 's', name: 'Ana' });
  expect(failed.stored?.name).toBe('Ana');
  expect(JSON.stringify({ ...failed, ...Object.fromEntries(Object.entries(failed)) })).toBe(
    '{"name":"ConditionFailed"}',
  );
});
