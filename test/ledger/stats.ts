import fc from 'fast-check';
import { tell } from './driver.ts';
import { histories } from './histories.ts';
import { theProduct } from './product.ts';
import { deadLetters, quickTable } from './stores.ts';

const product = await theProduct();
const dead = deadLetters();
const c: Record<string, number> = {};
const add = (n: string, by = 1) => {
  if (by) c[n] = (c[n] ?? 0) + by;
};
await fc.assert(
  fc.asyncProperty(histories(100), async (h) => {
    const w = await tell(h, { product, store: quickTable(), dead });
    for (const { books: b } of w.brands) {
      add('orders', b.orders.length);
      add('active orders', b.orders.filter((o) => o.lot).length);
      add('doubled', b.orders.filter((o) => o.parts.some((p) => p.of === 'doubling')).length);
      add('redeemed', b.redemptions.size);
      add('cancelled', [...b.redemptions.values()].filter((r) => r.cancelled).length);
      add('histories with debt at end', [...b.debts.values()].some((d) => d > 0) ? 1 : 0);
      add('volume', b.orders.filter((o) => o.parts.some((p) => p.of === 'volume')).length);
      add('asked', b.orders.filter((o) => o.parts.some((p) => p.asked > 0)).length);
      add('active asked', b.orders.filter((o) => o.lot && o.parts.some((p) => p.asked > 0)).length);
      add('linked', b.cards.size);
      add(
        'greeted',
        [...b.holders.values()].reduce((s, x) => s + x.greeted.size, 0),
      );
      add('serials', b.serials.length);
      add('adjusted', [...b.adjustments.values()].filter((a) => a.applied).length);
    }
    for (const l of w.lines) {
      const k = /so much later/.test(l) ? 'wait' : /dead/.test(l) ? 'dead' : '';
      if (k) add(k);
    }
  }),
  { numRuns: 300, seed: 5 },
);
console.log(c);
