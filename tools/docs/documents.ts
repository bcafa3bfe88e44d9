import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { narrowedEvents } from './event-schemas.ts';
import { madeDocuments } from './made-documents.ts';

/** `npm run docs`: writes the documents that are made from the code. Refuses to publish an event that takes something away. */
const project = join(import.meta.dirname, '../..');
const schemas = join(project, 'events/schemas.json');
const problems = existsSync(schemas) ? narrowedEvents(JSON.parse(readFileSync(schemas, 'utf8'))) : [];
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}

for (const [file, text] of Object.entries(await madeDocuments())) writeFileSync(join(project, file), text);
