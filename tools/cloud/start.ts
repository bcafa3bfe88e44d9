/**
 * `npm start`: the whole product on this computer. It deploys the stacks to a local cloud, seeds people and devices, tells
 * a day, says where everything is, and keeps machines depositing until Ctrl-C. `npm start -- --once` ends after the day,
 * with 0 where all of it came to what it must, else with 1; `npm start -- --watch` redeploys functions as they are changed.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { programmes } from '#brands/programmes.ts';
import { cast, tellDay } from '../demo/day/tell-day.ts';
import { keepDepositing } from '../demo/keep-depositing.ts';
import { populate } from '../demo/populate.ts';
import { startCloud } from './cloud.ts';
import { redeployOnChange } from './redeploy.ts';
import { stackFile } from './stack.ts';
import { stoppable } from './stoppable.ts';
import { welcome } from './welcome.ts';

const { values } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
    port: { type: 'string', default: '4566' },
    'mqtt-port': { type: 'string', default: '8883' },
    'smtp-port': { type: 'string', default: '2525' },
    'inbox-port': { type: 'string', default: '8025' },
    'web-port': { type: 'string', default: '8080' },
  },
});

const began = Date.now();
const report = (line: string) => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`);
const dir = resolve(import.meta.dirname, '../../.local');
const brands = Object.keys(programmes);
const webPort = Number(values['web-port']);
const ports = {
  gateway: Number(values.port),
  mqtt: Number(values['mqtt-port']),
  smtp: Number(values['smtp-port']),
  inbox: Number(values['inbox-port']),
  web: brands.map((_, at) => webPort + at),
};

let right = false;
try {
  right = await stoppable(run, () => {
    report('Stopped');
    rmSync(stackFile, { force: true });
  });
} catch (error) {
  console.error(error instanceof Error ? `\n${error.message}` : error);
}
process.exit(right ? 0 : 1);

async function run(): Promise<boolean> {
  const cloud = await startCloud({ dir, brands, report, ports });
  try {
    const stack = await populate(cloud.stack, dir, cast, report);
    writeFileSync(stackFile, JSON.stringify(stack, null, 2));
    const right = await tellDay(stack, report);
    if (values.once) return right;
    console.log(welcome(stack));
    if (values.watch) await redeployOnChange(stack, report);
    return await keepDepositing(stack, 'retorno');
  } finally {
    report('Stopping');
    await cloud.stop();
    rmSync(stackFile, { force: true });
  }
}
