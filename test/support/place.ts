import { join } from 'node:path';
import type { Driver } from './driver.ts';

/**
 * Where a story takes place: on the cloud whose handle `STACK` names, else in a world of its own in this process. Its seed
 * is `WORLD_SEED`, its beginning `WORLD_START`; without them it begins on a Monday at noon.
 */
export async function place(): Promise<Driver> {
  if (process.env.STACK !== undefined) return (await import('../cloud/driver.ts')).driver();
  process.env.BRANDS_DIR ??= join(import.meta.dirname, '../../node_modules/.cache/vuelta/brands');
  const seed = Number(process.env.WORLD_SEED ?? 1);
  const start = process.env.WORLD_START;
  console.log(
    `To tell this story again: WORLD_SEED=${seed} ${start === undefined ? '' : `WORLD_START=${start} `}npm run t -- …`,
  );
  return (await import('../world/driver.ts')).driver({ seed, ...(start !== undefined && { start }) });
}
