import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const project = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** A notice as somebody adds it: one folder. */
const folder = {
  'notice.ts': `import * as z from 'zod';
import { customerLinked } from '#events/customers/customer.linked.ts';
import { answers, defineNotice } from '../../notice.ts';

export const notice = defineNotice({
  title: { es: 'una prueba', ca: 'una prova', en: 'a trial' },
  urgency: 'informative',
  leadsTo: '/cards',
  values: z.object({}),
  because: [answers(customerLinked, ({ data: { customerId } }) => ({ to: customerId, values: {} }))],
  examples: [{}],
});
`,
  'es.md':
    '---\nsubject: Tu tarjeta ya es tuya\nbutton: Ver mi tarjeta\n---\n\nHola, {name}:\n\nHemos unido tu tarjeta a tu cuenta de {brand}.\n',
  'ca.md':
    '---\nsubject: La targeta ja és teva\nbutton: Veure la targeta\n---\n\nHola, {name}:\n\nHem unit la targeta al teu compte de {brand}.\n',
  'en.md':
    '---\nsubject: Your card is yours\nbutton: See my card\n---\n\nHello {name},\n\nYour card belongs to your {brand} account now.\n',
};

/** Deploys the copy as far as its bundles, and tells what its mails' capability hears and how it reads the notice. */
const script = `
import { build } from 'esbuild';
import { programmes } from '#brands/programmes.ts';
import { noticeNamed } from '#notices/catalogue.ts';
import { render } from './functions/notifications/render.ts';
import { bundling } from './infra/bundle.ts';
import { consumersOf, declaredCapabilities } from './infra/capabilities.ts';
import { programmeSchema } from './infra/programme-schema.ts';

const hears = consumersOf(await declaredCapabilities())['customer.linked'];
const entryPoints = ['functions/notifications/on-event.ts'];
const { outputFiles } = await build({ ...bundling({ programmes }), entryPoints, write: false, outdir: 'out' });
const bundled = outputFiles[0].text.includes('Tu tarjeta ya es tuya');
const reader = { name: 'Ana', language: 'ca' };
const { subject } = render(noticeNamed('card-linked'), programmes.retorno, reader, { values: {}, actionUrl: '' });
const known = JSON.stringify(programmeSchema()).includes('card-linked');
console.log(JSON.stringify({ hears, bundled, subject, known }));
`;

let house: string;

beforeAll(() => {
  mkdirSync(join(project, '.local'), { recursive: true });
  house = mkdtempSync(join(project, '.local/added-notice-'));
  for (const name of ['brands', 'events', 'notices', 'layers', 'functions', 'infra', 'package.json', 'tsconfig.json'])
    cpSync(join(project, name), join(house, name), { recursive: true });
  symlinkSync(join(project, 'node_modules'), join(house, 'node_modules'));
  for (const [name, text] of Object.entries(folder)) write(`notices/customers/card-linked/${name}`, text);
  write('tells.ts', script);
  write('tsconfig.notices.json', JSON.stringify({ extends: './tsconfig.json', include: ['notices'] }));
});
afterAll(() => rmSync(house, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(join(house, dirname(file)), { recursive: true });
  writeFileSync(join(house, file), text);
}

test('a notice is added by one folder: types, what is heard, bundles, a brand’s choice and the mail follow', async () => {
  const tsc = join(project, 'node_modules/typescript/bin/tsc');
  await run(process.execPath, [tsc, '-p', 'tsconfig.notices.json'], { cwd: house });
  const { stdout } = await run(process.execPath, ['tells.ts'], { cwd: house });
  expect(JSON.parse(stdout)).toEqual({
    hears: expect.arrayContaining(['notifications']),
    bundled: true,
    subject: 'La targeta ja és teva',
    known: true,
  });
});
