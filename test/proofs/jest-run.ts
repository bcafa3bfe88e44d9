/** Runs test files by jest in a process of its own, and counts what came of them. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface Ran {
  readonly passed: number;
  readonly failed: number;
  /** The names of the tests that failed, and of files that could not run. */
  readonly failures: readonly string[];
}

interface Report {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** How the name of a file that could not run ends among the failures. */
export const didNotRun = ' did not run';

/** `args` are jest's own: patterns, projects; `cwd` is the checkout whose tests run. */
export async function jestRun(
  args: readonly string[],
  { env = {}, cwd = resolve(import.meta.dirname, '../..') }: { env?: Record<string, string>; cwd?: string } = {},
): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'vuelta-proof-'));
  const report = join(folder, 'report.json');
  const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  try {
    const child = spawn('node', [...jest, '--silent', '--json', `--outputFile=${report}`, ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: 'ignore',
    });
    await new Promise((ended) => child.once('exit', ended));
    const { numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    const failures = testResults.flatMap(({ name, status, assertionResults }) => {
      const failed = assertionResults.filter((each) => each.status === 'failed').map(({ fullName }) => fullName);
      return failed.length === 0 && status === 'failed' ? [`${name}${didNotRun}`] : failed;
    });
    return { passed: numPassedTests, failed: failures.length, failures };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
