import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncapi } from '../../infra/asyncapi.ts';
import { withPicture } from '../../infra/machine-picture.ts';
import { openapi } from '../../infra/openapi.ts';
import { programmeSchema } from '../../infra/programme-schema.ts';
import { mailLayout } from '../mails/layout.ts';

/** `npm run docs`: writes the documents that are derived from the code. */
const documents = {
  'docs/openapi.json': await openapi(),
  'docs/asyncapi.json': await asyncapi(),
  'brands/programme.schema.json': programmeSchema(),
};

const project = join(import.meta.dirname, '../..');

for (const [file, document] of Object.entries(documents)) {
  writeFileSync(join(project, file), `${JSON.stringify(document, null, 2)}\n`);
}

writeFileSync(join(project, 'notices/layout/mail.html'), await mailLayout());

const readme = join(project, 'functions/recycling/README.md');
writeFileSync(readme, withPicture(readFileSync(readme, 'utf8')));
