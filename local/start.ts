/**
 * `npm start`: the whole product on this computer. It deploys the stacks to a local cloud, seeds people and devices, tells
 * a day, says where everything is, and keeps machines depositing until Ctrl-C. `npm start -- --once` ends after the day,
 * with 0 where every balance is what the day comes to, else with 1.
 */
import { rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { programmes } from '#brands/programmes.ts';
import { linkCards } from './cards.ts';
import { checkDay } from './check-day.ts';
import { startCloud } from './cloud.ts';
import { makeDay } from './day.ts';
import { keepDepositing } from './keep-depositing.ts';
import { populate } from './populate.ts';
import { type Stack, stackFile } from './stack.ts';
import { tellDay } from './tell-day.ts';
import { welcome } from './welcome.ts';

const { values } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    port: { type: 'string', default: '4566' },
    'mqtt-port': { type: 'string', default: '8883' },
    'smtp-port': { type: 'string', default: '2525' },
    'inbox-port': { type: 'string', default: '8025' },
    'web-port': { type: 'string', default: '8080' },
  },
});

const began = Date.now();
const report = (line: string) => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`);
const dir = resolve(import.meta.dirname, '../.local');
const brands = Object.keys(programmes);
const webPort = Number(values['web-port']);

const cloud = await startCloud({
  dir,
  brands,
  report,
  ports: {
    gateway: Number(values.port),
    mqtt: Number(values['mqtt-port']),
    smtp: Number(values['smtp-port']),
    inbox: Number(values['inbox-port']),
    web: brands.map((_, at) => webPort + at),
  },
}).catch((error: Error) => {
  console.error(`\n${error.message}`);
  process.exit(1);
});

const network = { brand: 'retorno', machines: 4, citizens: 6 };
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());

/** A day of 60 deposits by half as many cards as citizens; whoever has a card has linked it. */
async function dayOn(stack: Stack): Promise<boolean> {
  const citizens = stack.people.filter(({ brand }) => brand === network.brand);
  const devices = stack.devices.filter(({ brand }) => brand === network.brand);
  const cardsOf = await linkCards(stack, citizens.slice(0, citizens.length / 2), 7_000_000_000);
  const day = makeDay({
    seed: 2026,
    deposits: 60,
    machines: devices.map(({ deviceId }) => deviceId),
    customers: citizens.map(({ customerId }) => customerId),
    cards: [...cardsOf.values()].flat(),
    until: new Date(Date.now() - 600_000).toISOString(),
  });
  report(`Telling a day: ${day.length} messages from ${devices.length} machines`);
  await tellDay(stack, devices, day);
  const { differences, deposits, points, deadLetters } = await checkDay(stack, day, citizens, cardsOf);
  for (const difference of differences) console.error(`WRONG: ${difference}`);
  if (differences.length > 0) return false;
  report(
    `The day is right: ${deposits} deposits, ${points} points, every balance as summed apart; ${deadLetters} messages put aside`,
  );
  return true;
}

let right = false;
try {
  const stack = await populate(cloud.stack, dir, [network], report);
  await writeFile(stackFile, JSON.stringify(stack, null, 2));
  right = await dayOn(stack);
  if (!values.once) {
    console.log(welcome(stack));
    await keepDepositing(stack, network.brand, stopping.signal);
  }
} catch (error) {
  if (!stopping.signal.aborted) console.error(error);
} finally {
  report('Stopping');
  await cloud.stop();
  await rm(stackFile, { force: true });
}
process.exit(right ? 0 : 1);
