/**
 * Runs the flow tests against a local cloud of their own: free ports, a folder that goes away, the five brands and a sixth
 * that is one data file more. What follows on the command line goes to jest.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const project = resolve(import.meta.dirname, '../..');
const dir = mkdtempSync(join(tmpdir(), 'vuelta-flows-'));

/** Retorno under another name: not a line of code knows it. */
function sixthBrand(): string {
  const folder = join(dir, 'brands');
  cpSync(join(project, 'brands'), folder, { recursive: true, filter: (file) => !file.endsWith('.ts') });
  const retorno = JSON.parse(readFileSync(join(folder, 'retorno.json'), 'utf8'));
  const points = { ...retorno.points, deposits: { id: 'containers', version: 3, perContainer: { pet: 10, glass: 25 } } };
  const sixth = { ...retorno, id: 'sexta', name: 'Sexta', zone: 'Atlantic/Canary', points };
  sixth.mail = { ...retorno.mail, from: 'hola@sexta.example', admins: ['admin@sexta.example'] };
  writeFileSync(join(folder, 'sexta.json'), JSON.stringify(sixth));
  return folder;
}

process.env.BRANDS_DIR = sixthBrand();
// What reads the brands is imported only now that there are six.
const { startCloud } = await import('../../local/cloud.ts');
const { populate } = await import('../../local/populate.ts');
const { freePort } = await import('../../local/ports.ts');
const { programmes } = await import('#brands/programmes.ts');

const began = Date.now();
const report = (line: string) => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`);
const brands = Object.keys(programmes);
const web: number[] = [];
for (const _ of brands) web.push(await freePort());
const ports = { gateway: await freePort(), mqtt: await freePort(), smtp: await freePort(), inbox: await freePort(), web };

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());

let code = 1;
const cloud = await startCloud({ dir, ports, brands, report }).catch((error: Error) => console.error(error.message));
try {
  if (cloud && !stopping.signal.aborted) {
    const networks = [
      { brand: 'retorno', machines: 6, citizens: 8 },
      { brand: 'sexta', machines: 1, citizens: 1 },
    ];
    const stack = await populate(cloud.stack, dir, networks, report);
    const file = join(dir, 'stack.json');
    writeFileSync(file, JSON.stringify(stack));
    code = await jest(file);
  }
} catch (error) {
  console.error(error);
} finally {
  await cloud?.stop();
  rmSync(dir, { recursive: true, force: true });
}
process.exit(code);

function jest(stackFile: string): Promise<number> {
  const args = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', join(project, 'node_modules/jest/bin/jest.js')];
  const child = spawn('node', [...args, '--selectProjects', 'flows', '-i', ...process.argv.slice(2)], {
    cwd: project,
    stdio: 'inherit',
    env: { ...process.env, STACK: stackFile },
  });
  stopping.signal.addEventListener('abort', () => child.kill('SIGTERM'));
  return new Promise((ended) => child.once('exit', (exit) => ended(exit ?? 1)));
}
