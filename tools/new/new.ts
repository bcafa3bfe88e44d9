/**
 * `npm run new -- capability <name>`: makes the folders of a capability that passes `npm run check`, and says what comes next.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { capabilityFiles } from './capability.ts';

const project = join(import.meta.dirname, '../..');
const [what, name = ''] = process.argv.slice(2);

if (what !== 'capability' || !/^[a-z][a-z-]{1,30}$/.test(name)) {
  console.error('Say what to make, in small letters: npm run new -- capability warranties');
  process.exit(2);
}
if (existsSync(join(project, 'functions', name))) {
  console.error(`There is a folder functions/${name} already.`);
  process.exit(2);
}
for (const [file, text] of Object.entries(capabilityFiles(name))) {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), text);
  console.log(file);
}
console.log(`\nNow: npm run fix && npm run docs && npm run check && npm run t -- ${name}`);
