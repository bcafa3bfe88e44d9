/** Runs the flow tests against a local cloud of their own. What follows on the command line says which files. */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startChild } from '../../tools/cloud/child.ts';
import { onOwnCloud } from '../../tools/cloud/own-cloud.ts';
import { jest } from '../../tools/test/jest.ts';

const networks = [
  { brand: 'retorno', machines: 6, citizens: 1 },
  { brand: 'sexta', machines: 1, citizens: 1 },
];

const passed = await onOwnCloud(networks, async (stack, dir) => {
  const STACK = join(dir, 'stack.json');
  writeFileSync(STACK, JSON.stringify(stack));
  const command = [...jest, '--selectProjects=cloud', '-i', '--', ...process.argv.slice(2)];
  const cwd = resolve(import.meta.dirname, '../..');
  return (await startChild(command, { cwd, env: { ...process.env, STACK } }).ended) === 0;
});
process.exit(passed ? 0 : 1);
