import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/*
 * `npm test`: every stage, one after the other, and as the last line how many passed and failed. A check counts as one,
 * a stage of tests as its tests. `npm test -- unit infra` runs these stages only.
 */

interface Stage {
  readonly command: readonly string[];
  /** The command takes jest's arguments and writes jest's report. */
  readonly tests?: true;
}

const bin = join(import.meta.dirname, '..', 'node_modules', '.bin');
const quiet = '--disable-warning=ExperimentalWarning';
const jest = [
  'node',
  '--experimental-vm-modules',
  quiet,
  join(bin, '..', 'jest', 'bin', 'jest.js'),
  '--selectProjects',
];

const stages: Record<string, Stage> = {
  types: { command: ['tsc'] },
  style: { command: ['biome', 'check', '--error-on-warnings'] },
  imports: { command: ['depcruise', '--config', '.dependency-cruiser.mjs', '.'] },
  unused: { command: ['knip'] },
  unit: { command: [...jest, 'unit'], tests: true },
  infra: { command: [...jest, 'infra'], tests: true },
  cloud: { command: ['node', quiet, 'test/cloud/run.ts'], tests: true },
};

const reports = mkdtempSync(join(tmpdir(), 'vuelta-test-'));
let interrupted = false;

try {
  process.exitCode = await runStages(process.argv.slice(2));
} finally {
  rmSync(reports, { recursive: true });
}

async function runStages(asked: readonly string[]): Promise<number> {
  const unknown = asked.find((name) => !Object.hasOwn(stages, name));
  if (unknown !== undefined) throw new Error(`there is no stage ${unknown}: ${Object.keys(stages).join(', ')}`);
  const total = { passed: 0, failed: 0 };
  const broken: string[] = [];
  for (const [name, stage] of Object.entries(stages)) {
    if (interrupted || (asked.length > 0 && !asked.includes(name))) continue;
    console.log(`\n── ${name}`);
    const { passed, failed } = await outcome(name, stage);
    total.passed += passed;
    total.failed += failed;
    if (failed > 0) broken.push(name);
  }
  if (broken.length > 0) console.log(`\nfailed: ${broken.join(', ')}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 || interrupted ? 1 : 0;
}

async function outcome(name: string, { command, tests }: Stage): Promise<{ passed: number; failed: number }> {
  if (!tests) return (await run(command)) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const report = join(reports, `${name}.json`);
  const succeeded = await run([...command, '--json', `--outputFile=${report}`]);
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const counted = JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>;
  const { numPassedTests: passed = 0, numFailedTests = 0, numRuntimeErrorTestSuites = 0 } = counted;
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  return { passed, failed: failed === 0 && !succeeded ? 1 : failed };
}

/** Runs a command with its output live; whether it succeeded. A signal goes on to it, as it may have to tidy up. */
function run([file = '', ...args]: readonly string[]): Promise<boolean> {
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
  const child = spawn(file, args, { stdio: 'inherit', env });
  const stop = () => {
    interrupted = true;
    child.kill('SIGTERM');
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve(code === 0);
    });
  });
}
