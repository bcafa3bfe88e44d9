import { describe, expect, it } from '@jest/globals';
import { faults } from './histories/faults.ts';
import { inTheWorld } from './histories/place.ts';
import { theProduct } from './histories/product.ts';
import { tellMany } from './histories/run.ts';

const seed = 2027;

describe('random histories of up to 100 commands, in two brands at once', () => {
  it('leave what the reference says after every command, and every invariant holds', async () => {
    const product = await theProduct();
    const { broken, histories } = await tellMany({ product, place: inTheWorld, runs: 4, seed });
    expect([broken, histories]).toEqual([undefined, 4]);
  });
});

describe('histories told to a product in which', () => {
  it.each(faults)('$name go wrong', async ({ history, ...fault }) => {
    const how = { place: inTheWorld, runs: 1, seed, only: history };
    const [right, wrong] = [await theProduct(), await theProduct(fault)];
    expect((await tellMany({ product: right, ...how })).broken).toBeUndefined();
    expect((await tellMany({ product: wrong, ...how })).broken).toMatch(/expected|I\d:/);
  });
});
