import { brandsFolder } from '#brands/load.ts';
import { programmes } from '#brands/programmes.ts';
import { compiled } from './build/compile.ts';
import { readNotices } from './build/folders.ts';

/**
 * The notices and texts of this deployment. In a bundle this file is replaced by imports of the notices and by their texts
 * compiled to code, so that no function reads, checks or parses them, and each holds what it uses of the three.
 */
export const { layout, notices, texts } = compiled(
  await readNotices({ notices: import.meta.dirname, brands: brandsFolder, carried: Object.keys(programmes) }),
);
