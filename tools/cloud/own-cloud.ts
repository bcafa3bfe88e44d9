/** Local clouds of a test run's own: free ports, a folder that goes away, the five brands and a sixth that is one data file more. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import type { Network } from '../demo/populate.ts';
import { sixBrands } from '../demo/six-brands.ts';
import type { Ports } from './cloud.ts';
import { freePort } from './ports.ts';
import type { Stack } from './stack.ts';
import { stoppable } from './stoppable.ts';

const began = performance.now();
export const report = (line: string) =>
  console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`);

/** When the clock of such a cloud starts, so that no test depends on the day or hour at which it runs. */
const noon = Temporal.ZonedDateTime.from('2027-06-09T12:00[Europe/Madrid]');
/** Runs `use` on a populated cloud and takes everything down again, also on Ctrl-C. */
export const onOwnCloud = (networks: readonly Network[], use: (stack: Stack, dir: string) => Promise<boolean>) =>
  onOwnClouds(1, networks, ([stack], dir) => use(stack as Stack, dir));

/** The same on several clouds side by side, which know nothing of one another. */
export async function onOwnClouds(
  howMany: number,
  networks: readonly Network[],
  use: (stacks: Stack[], dir: string) => Promise<boolean>,
): Promise<boolean> {
  const dir = mkdtempSync(join(tmpdir(), 'vuelta-flows-'));
  const remove = () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  try {
    return await stoppable(async () => {
      const clouds = await startClouds(dir, howMany, networks);
      try {
        return await use(
          clouds.map(({ stack }) => stack),
          dir,
        );
      } finally {
        await Promise.all(clouds.map(({ stop }) => stop()));
      }
    }, remove);
  } catch (error) {
    console.error(error);
    return false;
  } finally {
    remove();
  }
}

interface Populated {
  readonly stack: Stack;
  stop(): Promise<void>;
}

/** Starts them all, or none; only the first one's progress is told. */
async function startClouds(dir: string, howMany: number, networks: readonly Network[]): Promise<Populated[]> {
  process.env.BRANDS_DIR = sixBrands(join(dir, 'brands'));
  // What reads the brands is imported only now that there are six.
  const { programmes } = await import('#brands/programmes.ts');
  const starting: Promise<Populated>[] = [];
  for (let at = 0; at < howMany; at++) {
    const ports = await freePorts(Object.keys(programmes).length);
    starting.push(startOne(join(dir, `cloud-${at}`), ports, networks, at === 0 ? report : () => {}));
  }
  const started = await Promise.allSettled(starting);
  const failed = started.find((each) => each.status === 'rejected');
  const clouds = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  if (failed === undefined) return clouds;
  await Promise.all(clouds.map(({ stop }) => stop()));
  throw failed.reason;
}

async function freePorts(brands: number): Promise<Ports> {
  const web: number[] = [];
  for (let brand = 0; brand < brands; brand++) web.push(await freePort());
  const [gateway, mqtt] = [await freePort(), await freePort()];
  return { gateway, mqtt, smtp: await freePort(), inbox: await freePort(), web };
}

async function startOne(
  dir: string,
  ports: Ports,
  networks: readonly Network[],
  report: (line: string) => void,
): Promise<Populated> {
  const { startCloud } = await import('./cloud.ts');
  const { populate } = await import('../demo/populate.ts');
  const { setTime } = await import('./time-machine.ts');
  const { programmes } = await import('#brands/programmes.ts');
  const cloud = await startCloud({ dir, ports, brands: Object.keys(programmes), report });
  try {
    await setTime(cloud.stack, noon.epochMilliseconds);
    return { stack: await populate(cloud.stack, dir, networks, report), stop: cloud.stop };
  } catch (error) {
    await cloud.stop();
    throw error;
  }
}
