/**
 * `npm test`: every stage, one after the other, then the ten slowest files, and as the last line how many passed and
 * failed. A check counts as one, a stage of tests as its tests. `npm test -- unit infra` runs these stages only, and
 * `npm test -- unit ledger` those of a stage's files whose path contains the word.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { startChild } from '../cloud/child.ts';
import { stoppable } from '../cloud/stoppable.ts';
import type { StageReport } from './compact-reporter.ts';
import { jest, noWarning } from './jest.ts';

interface Stage {
  readonly command: readonly string[];
  /** The command takes jest's arguments. */
  readonly tests?: true;
}

const project = resolve(import.meta.dirname, '../..');

/** Jest by itself leaves one core idle; a third worker computes while another waits. */
const workers = ['--maxWorkers=3'];

const stages: Record<string, Stage> = {
  types: { command: ['tsc'] },
  style: { command: ['biome', 'check', '--error-on-warnings'] },
  imports: { command: ['depcruise', '--config', '.dependency-cruiser.mjs', '.'] },
  unused: { command: ['knip'] },
  declarations: { command: [...jest, ...workers, '--selectProjects=declarations', '--'], tests: true },
  unit: { command: [...jest, ...workers, '--selectProjects=unit', '--'], tests: true },
  infra: { command: [...jest, ...workers, '--selectProjects=infra', '--'], tests: true },
  cloud: { command: ['node', noWarning, 'test/cloud/run.ts'], tests: true },
};

/** Everything temporary that the stages make lies in here, and goes with it. */
const scratch = mkdtempSync(join(tmpdir(), 'vuelta-test-'));
const total = { passed: 0, failed: 0, files: [] as StageReport['files'][number][], failures: [] as string[] };

const words = process.argv.slice(2);
const isStage = (word: string) => Object.hasOwn(stages, word);
const asked = words.filter(isStage);
const patterns = words.filter((word) => !isStage(word));

try {
  process.exitCode = await stoppable(runStages, () => {
    console.log('\nstopped');
    summarise();
    rmSync(scratch, { recursive: true, force: true });
  });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function runStages(): Promise<number> {
  const misplaced = patterns.length > 0 && (asked.length === 0 || asked.some((name) => stages[name]?.tests !== true));
  if (misplaced) {
    console.error(
      `There is no stage ${patterns.join(', ')}. Stages: ${Object.keys(stages).join(', ')}.\n` +
        'After a stage of tests, words name its files: npm test -- unit ledger. Without a stage: npm run t -- ledger',
    );
    return 2;
  }
  for (const [name, stage] of Object.entries(stages)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    console.log(`\n── ${name}`);
    const { passed, failed, files, failures } = await outcome(name, stage);
    total.passed += passed;
    total.failed += failed;
    total.files.push(...files);
    total.failures.push(...failures);
  }
  summarise();
  return total.failed > 0 ? 1 : 0;
}

/** What failed, the ten slowest files, and the last line. */
function summarise(): void {
  for (const failure of total.failures) console.log(`failed: ${failure}`);
  const slowest = total.files.toSorted((a, b) => b.seconds - a.seconds).slice(0, 10);
  if (slowest.length > 0) console.log('\nThe slowest files:');
  for (const { file, seconds } of slowest) console.log(`${seconds.toFixed(1).padStart(7)} s  ${file}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
}

async function outcome(name: string, { command, tests }: Stage): Promise<StageReport> {
  const report = join(scratch, `${name}.json`);
  const succeeded = await run(tests ? [...command, ...patterns] : command, report);
  const failed = { passed: 0, failed: 1, files: [], failures: [name] };
  if (!tests) return succeeded ? { passed: 1, failed: 0, files: [], failures: [] } : failed;
  if (!existsSync(report)) return failed;
  const found = JSON.parse(readFileSync(report, 'utf8')) as StageReport;
  console.log(`${found.passed} passed, ${found.failed} failed`);
  return found.failed === 0 && !succeeded ? { ...found, failed: 1, failures: [name] } : found;
}

/** Runs a command with its output live; whether it succeeded. */
async function run(command: readonly string[], report: string): Promise<boolean> {
  const PATH = `${join(project, 'node_modules/.bin')}${delimiter}${process.env.PATH}`;
  const env = { ...process.env, PATH, TMPDIR: scratch, TEST_REPORT: report, SHARED_SYNTH: join(scratch, 'synth') };
  return (await startChild(command, { cwd: project, env, patience: 3 }).ended) === 0;
}
