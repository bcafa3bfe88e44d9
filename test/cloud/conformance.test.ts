import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { cloudEnvironment, startEmulator } from '../../tools/cloud/emulator.ts';
import { freePort } from '../../tools/cloud/ports.ts';
import { cases } from '../world/conformance/cases.ts';
import { cloudSide } from '../world/conformance/cloud-side.ts';
import { departures } from '../world/conformance/departures.ts';
import type { Case } from '../world/conformance/side.ts';

const dir = mkdtempSync(join(tmpdir(), 'vuelta-conformance-'));
const emulator = await startEmulator({
  dir,
  port: await freePort(),
  mqttPort: await freePort(),
  smtpPort: await freePort(),
});
const before = { ...process.env };
Object.assign(process.env, cloudEnvironment(emulator.endpoint));
const side = await cloudSide();

/** So many cases are tried at once: most of their time they wait for real seconds to pass. */
const atOnce = 30;
const waiting = Object.values(cases).flat();
const tried = new Map(waiting.map((each) => [each, Promise.withResolvers<unknown>()]));
for (const { promise } of tried.values()) promise.catch(() => {});
const trying = Promise.all(
  Array.from({ length: atOnce }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { resolve, reject } = tried.get(next) as PromiseWithResolvers<unknown>;
      await next.act(side).then(resolve, reject);
    }
  }),
);

afterAll(async () => {
  await trying;
  process.env = before;
  await emulator.stop();
  rmSync(dir, { recursive: true, force: true });
});

const told = ({ name }: Case) =>
  name in departures ? `${name} (on AWS; here otherwise, see ${departures[name]?.source})` : name;

describe.each(Object.entries(cases))('on the emulator, %s', (_about, all) => {
  it.each(all.map((each) => [told(each), each] as const))('%s', async (_name, each) => {
    expect(await tried.get(each)?.promise).toEqual((departures[each.name] ?? each).gives);
  });
});

it('departs from AWS in cases that there are', () => {
  const names = new Set([...tried.keys()].map(({ name }) => name));
  expect(Object.keys(departures).filter((name) => !names.has(name))).toEqual([]);
});
