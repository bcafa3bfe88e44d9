import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncapi } from '../infra/asyncapi.ts';
import { openapi } from '../infra/openapi.ts';

/** `npm run docs`: writes the documents that are derived from the code. */
const documents = { 'openapi.json': await openapi(), 'asyncapi.json': await asyncapi() };

for (const [file, document] of Object.entries(documents)) {
  writeFileSync(join(import.meta.dirname, '../docs', file), `${JSON.stringify(document, null, 2)}\n`);
}
