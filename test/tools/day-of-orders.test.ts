import { describe, expect, it } from '@jest/globals';
import { keyphone } from '../../tools/demo/day/keyphone.ts';
import { microsmile } from '../../tools/demo/day/microsmile.ts';
import { mixsoon } from '../../tools/demo/day/mixsoon.ts';
import { balanceOf } from '../../tools/demo/day/order-sum.ts';
import { smartmirror } from '../../tools/demo/day/smartmirror.ts';

describe('the sum of a day of orders, worked out by hand', () => {
  it.each([
    ['MicroSmile: 29.90 € at 5 points, doubled by a toothbrush', microsmile, 0, { active: 298, pending: 0 }],
    [
      // 224 points of two lines and 50 for more than 40 €, less 25 and 6 for 5 € of 14.95 €; 412 and 150 for more than 80 €, doubled
      'MicroSmile: a refund of active points, and a large order that a toothbrush doubles while it is pending',
      microsmile,
      1,
      { active: 243, pending: 1124 },
    ],
    ['MicroSmile: 13.99 € on its way', microsmile, 2, { active: 0, pending: 69 }],
    [
      // 137, 104 and 60 that count and stay; 156, 78 and 60, less 51 and 13 for 17 € of 52 € and of 78 €
      'Mixsoon: a refund takes nothing of points that count, and its share of those that do not yet',
      mixsoon,
      0,
      { active: 301, pending: 230 },
    ],
    ['Mixsoon: 19.99 € on its way', mixsoon, 1, { active: 0, pending: 59 }],
    ['SmartMirror: accessories sent back, a session kept', smartmirror, 0, { active: 90, pending: 0 }],
    ['keyphone: it has no points', keyphone, 1, { active: 0, pending: 0 }],
  ])('%s', (_, story, who, balance) => {
    expect(balanceOf(story, who)).toEqual(balance);
  });
});
