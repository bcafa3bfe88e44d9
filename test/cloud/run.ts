/** Runs the flow tests against a local cloud of their own. What follows on the command line goes to jest. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { onOwnCloud } from '../../local/own-cloud.ts';

const networks = [
  { brand: 'retorno', machines: 6, citizens: 1 },
  { brand: 'sexta', machines: 1, citizens: 1 },
];

const passed = await onOwnCloud(networks, (stack, dir) => {
  const file = join(dir, 'stack.json');
  writeFileSync(file, JSON.stringify(stack));
  return jest(file);
});
process.exit(passed ? 0 : 1);

function jest(stackFile: string): Promise<boolean> {
  const project = resolve(import.meta.dirname, '../..');
  const runner = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join(project, 'node_modules/jest/bin/jest.js'),
  ];
  const child = spawn('node', [...runner, '--selectProjects', 'cloud', '-i', ...process.argv.slice(2)], {
    cwd: project,
    stdio: 'inherit',
    env: { ...process.env, STACK: stackFile },
  });
  process.once('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((ended) => child.once('exit', (code) => ended(code === 0)));
}
