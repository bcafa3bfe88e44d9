import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { mailLayout } from '../../tools/mails/layout.ts';

test('notices/layout/mail.html is what MJML makes of mail.mjml; if not, run `npm run docs`', async () => {
  const html = readFileSync(join(import.meta.dirname, '../../notices/layout/mail.html'), 'utf8');
  expect(html).toBe(await mailLayout());
});
