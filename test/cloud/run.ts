/**
 * Runs the flow tests against local clouds of their own. What follows on the command line says which files. One file at a time
 * has a cloud, since it moves that cloud's clock; one cloud and its file keep one core busy, so that all files have two clouds.
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { availableMemory } from 'node:process';
import { startChild } from '../../tools/cloud/child.ts';
import { onOwnClouds } from '../../tools/cloud/own-cloud.ts';
import { jest } from '../../tools/test/jest.ts';

const networks = [
  { brand: 'retorno', machines: 6, citizens: 1 },
  { brand: 'sexta', machines: 1, citizens: 1 },
];

const files = process.argv.slice(2);
/** Two clouds with their functions took 5.8 GB. */
const roomForTwo = availableMemory() > 8 * 2 ** 30;
const howMany = files.length === 0 && roomForTwo ? 2 : 1;

const passed = await onOwnClouds(howMany, networks, async (stacks, dir) => {
  const STACK_OF_WORKER = join(dir, 'stack');
  for (const [at, stack] of stacks.entries()) writeFileSync(`${STACK_OF_WORKER}-${at + 1}.json`, JSON.stringify(stack));
  const command = [...jest, '--selectProjects=cloud', `--maxWorkers=${howMany}`, '--', ...files];
  const cwd = resolve(import.meta.dirname, '../..');
  return (await startChild(command, { cwd, env: { ...process.env, STACK_OF_WORKER } }).ended) === 0;
});
process.exit(passed ? 0 : 1);
