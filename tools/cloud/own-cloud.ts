/** A local cloud of a test run's own: free ports, a folder that goes away, the five brands and a sixth that is one data file more. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import type { Network } from '../demo/populate.ts';
import { sixBrands } from '../demo/six-brands.ts';
import type { Stack } from './stack.ts';
import { stoppable } from './stoppable.ts';

const began = performance.now();
export const report = (line: string) =>
  console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`);

/** When the clock of such a cloud starts, so that no test depends on the day or hour at which it runs. */
const noon = Temporal.ZonedDateTime.from('2027-06-09T12:00[Europe/Madrid]');
type Use = (stack: Stack, dir: string) => Promise<boolean>;

/** Runs `use` on a populated cloud and takes everything down again, also on Ctrl-C. */
export async function onOwnCloud(networks: readonly Network[], use: Use): Promise<boolean> {
  const dir = mkdtempSync(join(tmpdir(), 'vuelta-flows-'));
  const remove = () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  try {
    return await stoppable(() => onCloudIn(dir, networks, use), remove);
  } catch (error) {
    console.error(error);
    return false;
  } finally {
    remove();
  }
}

async function onCloudIn(dir: string, networks: readonly Network[], use: Use): Promise<boolean> {
  process.env.BRANDS_DIR = sixBrands(join(dir, 'brands'));
  // What reads the brands is imported only now that there are six.
  const { startCloud } = await import('./cloud.ts');
  const { populate } = await import('../demo/populate.ts');
  const { freePort } = await import('./ports.ts');
  const { setTime } = await import('./time-machine.ts');
  const { programmes } = await import('#brands/programmes.ts');
  const brands = Object.keys(programmes);
  const web: number[] = [];
  for (const _ of brands) web.push(await freePort());
  const ports = {
    gateway: await freePort(),
    mqtt: await freePort(),
    smtp: await freePort(),
    inbox: await freePort(),
    web,
  };
  let cloud: Awaited<ReturnType<typeof startCloud>> | undefined;
  try {
    cloud = await startCloud({ dir, ports, brands, report });
    await setTime(cloud.stack, noon.epochMilliseconds);
    return await use(await populate(cloud.stack, dir, networks, report), dir);
  } finally {
    await cloud?.stop();
  }
}
