import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncapi } from '../infra/asyncapi.ts';
import { withPicture } from '../infra/machine-picture.ts';
import { openapi } from '../infra/openapi.ts';

/** `npm run docs`: writes the documents that are derived from the code. */
const documents = { 'openapi.json': await openapi(), 'asyncapi.json': await asyncapi() };

for (const [file, document] of Object.entries(documents)) {
  writeFileSync(join(import.meta.dirname, '../docs', file), `${JSON.stringify(document, null, 2)}\n`);
}

const readme = join(import.meta.dirname, '../functions/recycling/README.md');
writeFileSync(readme, withPicture(readFileSync(readme, 'utf8')));
