import { join } from 'node:path';

/** Native ES modules are an experiment of Node's vm, which says so at each start. */
export const noWarning = '--disable-warning=ExperimentalWarning';

/** Each test makes a world and lets go of it: with room for a few of them, half of the garbage collector's work is spared. */
const room = ['--min-semi-space-size=32', '--max-semi-space-size=64'];

/** Jest as `npm test` runs it; project and files follow. */
export const jest = [
  ...['node', '--experimental-vm-modules', noWarning, ...room],
  join(import.meta.dirname, '../../node_modules/jest/bin/jest.js'),
  `--reporters=${join(import.meta.dirname, 'compact-reporter.ts')}`,
];
