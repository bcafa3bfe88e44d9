import { join } from 'node:path';
import { sixBrands } from '../local/six-brands.ts';

/** Before all tests: the brands of stories that take place in the world, six as on the cloud of tests. */
export default function writeBrands(): void {
  sixBrands(join(import.meta.dirname, '../node_modules/.cache/vuelta/brands'));
}
