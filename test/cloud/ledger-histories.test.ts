import { expect, it } from '@jest/globals';
import { cloudEnvironment } from '../../tools/cloud/emulator.ts';
import { readStack } from '../../tools/cloud/stack.ts';
import { onTheCloud } from '../points/histories/place-on-cloud.ts';
import { theProduct } from '../points/histories/product.ts';
import { tellMany } from '../points/histories/run.ts';

const stack = readStack();

it('three random histories leave in the real store what the reference says, after every command', async () => {
  Object.assign(process.env, cloudEnvironment(stack.endpoint));
  const [product, place] = [await theProduct(), await onTheCloud(stack.table)];
  const told = await tellMany({ product, place, runs: 3, seed: 2027 });
  expect([told.broken, told.histories]).toEqual([undefined, 3]);
});
