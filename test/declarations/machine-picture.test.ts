import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { withPicture } from '../../infra/machine-picture.ts';

const readme = readFileSync(join(import.meta.dirname, '../../functions/recycling/README.md'), 'utf8');

test('the picture in the README is the machine as it is declared; if not, run `npm run docs`', () => {
  expect(readme).toContain('```mermaid');
  expect(withPicture(readme)).toBe(readme);
});
