import { expect, it } from '@jest/globals';

process.env.BRANDS_DIR ??= new URL('../../node_modules/.cache/vuelta/brands', import.meta.url).pathname;
const { live } = await import('./year/year.ts');

it('twenty people of five brands live through a month of faults and power cuts, and all that must hold holds', async () => {
  const lived = await live({ people: 20, days: 31, seed: 1, faults: 0.02 });
  console.log(JSON.stringify(lived));
  expect(lived.broken).toEqual([]);
  expect(lived.deposits).toBeGreaterThan(20);
  expect(lived.cases).toBeGreaterThan(2);
});
