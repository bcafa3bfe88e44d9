import { join } from 'node:path';
import { sixBrands } from '../demo/six-brands.ts';
import { bundlePackages } from './packages.ts';

/** Before all tests: the packages they load, and the brands of stories that take place in the world, six as on the cloud of tests. */
export default async function beforeTests(): Promise<void> {
  await bundlePackages();
  sixBrands(join(import.meta.dirname, '../../node_modules/.cache/vuelta/brands'));
}
