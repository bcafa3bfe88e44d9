/** `npm run bench`: what the product costs and how fast it is. Prints, judges nothing, and writes `docs/bench.md`. */
import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { local } from '../../infra/names.ts';
import { cloudEnvironment } from '../cloud/emulator.ts';
import { onOwnCloud } from '../cloud/own-cloud.ts';
import type { DeviceHandle, Stack } from '../cloud/stack.ts';
import { waitFor } from '../cloud/wait.ts';
import { connectMachine } from '../demo/machine.ts';
import { registerCustomer } from '../demo/seed.ts';
import { customer } from '../demo/visitor.ts';
import { measureBundles } from './bundles.ts';
import { earnsPerSecond, ledgerSteps, type Run, type Step } from './ledger.ts';
import { context, identity, queued } from './requests.ts';

const lines: string[] = [];
const print = (line: string) => {
  lines.push(line);
  console.log(line);
};

const done = await onOwnCloud([{ brand: 'retorno', machines: 1, citizens: 1 }], async (stack, dir) => {
  bundles(join(dir, 'deploy/cdk.out/bundles'));
  await costs(stack);
  await latency(stack);
  const page = `# Bench\n\nWhat \`npm run bench\` found when it ran last. It writes this page.\n\n${lines.join('\n')}\n`;
  writeFileSync(resolve(import.meta.dirname, '../../docs/bench.md'), page);
  return true;
});
process.exit(done ? 0 : 1);

function bundles(folder: string): void {
  print('| entry | KiB | start, as a multiple of an empty handler’s |\n|---|---|---|');
  for (const { name, kib, start } of measureBundles(folder)) print(`| ${name} | ${kib} | ${start.toFixed(1)} |`);
}

/** Runs the entries themselves in this process, against the cloud's table, as they run in production: no test clock. */
async function costs(stack: Stack): Promise<void> {
  Object.assign(process.env, cloudEnvironment(stack.endpoint), {
    TABLE: stack.table,
    QUEUE: 'bench',
    DEAD_LETTERS: 'bench-dead',
    IDENTITY: identity,
    HASH_KEY: local.secretName('hash-key'),
    LINK_KEY: local.secretName('link-key'),
    CAUSE_KEY: local.secretName('cause-key'),
    POWERTOOLS_DEV: 'false',
    POWERTOOLS_LOG_LEVEL: 'ERROR',
    POWERTOOLS_METRICS_DISABLED: 'true',
  });
  const { counted } = await import('./counted.ts');
  const { handler: onDevice } = await import('../../functions/devices/on-device.ts');
  const { handler: onEvent } = await import('../../functions/points/on-event.ts');
  const { handler: onApi } = await import('../../functions/points/api.ts');
  const device = stack.devices.find(({ brand }) => brand === 'retorno') as DeviceHandle;
  const customerId = 'c-bench';
  const arrived = (id: string) => {
    const now = new Date().toISOString();
    const data = { citizen: { customerId }, items: Array(12).fill({ material: 'pet', grams: 28 }) };
    return {
      body: Buffer.from(JSON.stringify({ id, at: now, sentAt: now, type: 'deposit', data })).toString('base64'),
      topic: `vuelta/retorno/devices/${device.deviceId}/deposit`,
      clientId: `retorno-${device.deviceId}`,
      principal: principalOf(device),
      arrivedAt: Date.now(),
    };
  };
  const message = queued(arrived('bench-1'));
  const bottles = () => (onDevice as Run)(message, context);
  const entries = { onEvent: onEvent as Run, api: onApi as Run };
  const steps: Step[] = [
    ...ledgerSteps(entries, customerId),
    // Last, for the deployed ledger hears of it too, and would be the first to earn in the month.
    ['devices on-device: a deposit of twelve bottles', bottles],
    ['devices on-device: the same message again', bottles],
  ];
  print('\n| step | DynamoDB calls | write units | read units |\n|---|---|---|---|');
  for (const [what, work] of steps) {
    const { calls, writeUnits, readUnits } = await counted(work);
    print(`| ${what} | ${calls} | ${writeUnits} | ${readUnits} |`);
  }
  const [apart, together] = [await earnsPerSecond(entries, 1_000), await earnsPerSecond(entries, 1)];
  print(
    `\nEarns a second in one process on the local cloud, 20 under way: ${apart} on as many accounts, ${together} on one.`,
  );
}

/** IoT knows a certificate by the SHA-256 of its DER form. */
function principalOf({ cert }: DeviceHandle): string {
  return new X509Certificate(readFileSync(cert)).fingerprint256.replaceAll(':', '').toLowerCase();
}

/** From the publication of a deposit until its citizen sees the points, over the whole local cloud. */
async function latency(stack: Stack): Promise<void> {
  const person = await registerCustomer(stack, 'retorno', 'Ana', 'bench@retorno.example');
  const me = await customer(stack, person);
  const machine = await connectMachine(stack, stack.devices.find(({ brand }) => brand === 'retorno') as DeviceHandle);
  const took: number[] = [];
  for (let n = 1; n <= 15; n++) {
    const at = new Date().toISOString();
    const data = { citizen: { customerId: person.customerId }, items: [{ material: 'pet', grams: 28 }] };
    const began = performance.now();
    await machine.publish('deposit', JSON.stringify({ id: `latency-${n}`, at, sentAt: at, type: 'deposit', data }));
    await waitFor(
      'the points',
      async () => (await me.get<{ active: number }>('/api/points/balance')).body.active === 2 * n,
    );
    took.push(performance.now() - began);
  }
  await machine.stop();
  took.sort((a, b) => a - b);
  const at = (share: number) => Math.round(took[Math.floor(share * (took.length - 1))] as number);
  print(
    `\nFrom MQTT publish to visible balance on the local cloud, ${took.length} times: median ${at(0.5)} ms, longest ${at(1)} ms.`,
  );
}
