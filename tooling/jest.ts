import { join } from 'node:path';

/** Native ES modules are an experiment of Node's vm, which says so at each start. */
export const noWarning = '--disable-warning=ExperimentalWarning';

/** Jest as `npm test` runs it; project and files follow. */
export const jest = [
  ...['node', '--experimental-vm-modules', noWarning],
  join(import.meta.dirname, '../node_modules/jest/bin/jest.js'),
  `--reporters=${join(import.meta.dirname, 'compact-reporter.ts')}`,
];
