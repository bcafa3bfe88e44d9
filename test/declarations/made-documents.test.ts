import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { madeDocuments } from '../../tools/docs/made-documents.ts';

const project = join(import.meta.dirname, '../..');
const stands = (file: string) =>
  existsSync(join(project, file)) ? readFileSync(join(project, file)) : Buffer.alloc(0);

test.each(Object.entries(await madeDocuments()))(
  '%s is what the code says; if not, run `npm run docs`',
  (file, made) => {
    expect(stands(file).equals(Buffer.from(made as string)) ? 'up to date' : `${file}: run npm run docs`).toBe(
      'up to date',
    );
  },
);
