import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import mjml2html from 'mjml';

/** MJML takes nothing but colours for colours: this one stands in the brand's place while it works. */
const standIn = '#b4a4d0';

/** The HTML of mails with what is filled in left open, made of `notices/layout/mail.mjml`. Throws where MJML finds an error. */
export async function mailLayout(): Promise<string> {
  const source = readFileSync(join(import.meta.dirname, '../../notices/layout/mail.mjml'), 'utf8');
  const { html } = await mjml2html(source.replaceAll('{{colour}}', standIn), {
    validationLevel: 'strict',
    keepComments: true,
    fonts: {},
  });
  const lines = html.replaceAll(standIn, '{{colour}}').split('\n');
  return `${lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')}\n`;
}
