/** How `npm test` shows a stage of tests: a dot for each file that passed, and all there is to say of one that failed. */
import { writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { AggregatedResult, Reporter, Test, TestResult } from '@jest/reporters';

/** What a stage came to, as `tools/test/test.ts` reads it from the file that `TEST_REPORT` names. */
export interface StageReport {
  readonly passed: number;
  readonly failed: number;
  readonly files: readonly { readonly file: string; readonly seconds: number }[];
  /** The names of the tests, and files that could not be run, that failed. */
  readonly failures: readonly string[];
}

const project = resolve(import.meta.dirname, '../..');
const nameOf = ({ testFilePath }: TestResult): string => relative(project, testFilePath);

export default class CompactReporter implements Reporter {
  onTestResult(_test: Test, result: TestResult): void {
    if (!result.failureMessage) process.stdout.write('.');
    else process.stdout.write(`\nFAIL ${nameOf(result)}\n${result.failureMessage}\n`);
  }

  onRunComplete(_contexts: unknown, results: AggregatedResult): void {
    process.stdout.write('\n');
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, testResults } = results;
    const report: StageReport = {
      passed: numPassedTests,
      failed: numFailedTests + numRuntimeErrorTestSuites,
      files: testResults.map((result) => ({ file: nameOf(result), seconds: result.perfStats.runtime / 1000 })),
      failures: testResults.flatMap(failuresOf),
    };
    if (process.env.TEST_REPORT !== undefined) writeFileSync(process.env.TEST_REPORT, JSON.stringify(report));
  }
}

function failuresOf(result: TestResult): string[] {
  const file = nameOf(result);
  if (result.testExecError) return [file];
  return result.testResults.filter(({ status }) => status === 'failed').map(({ fullName }) => `${file}: ${fullName}`);
}
