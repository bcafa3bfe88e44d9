/**
 * `npm run t -- <word> …`: runs the tests, but those that need a cloud, whose path contains one of the words, and names
 * each. With `--watch` it runs them again whenever a file is saved. All else goes to jest: `-t <name>` picks tests by name.
 */
import { run } from 'jest';

const projects = ['--selectProjects', 'declarations', 'unit', 'infra'];
const asked = process.argv.slice(2).map((word) => (word === '--watch' ? '--watchAll' : word));

await run([...asked, ...projects]);
