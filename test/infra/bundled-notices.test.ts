import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { programmes } from '#brands/programmes.ts';
import * as catalogue from '#notices/catalogue.ts';
import type { Values } from '#notices/notice.ts';
import { bundling } from '../../infra/bundle.ts';

const project = resolve(import.meta.dirname, '../..');

/** What every notice says in each language, with each of its examples. */
function readings({ notices, textOf }: typeof catalogue): string[] {
  return [...notices.values()].flatMap((notice) =>
    (['es', 'ca', 'en'] as const).flatMap((language) => {
      const { subject, button, attachment, paragraphs } = textOf(notice, 'retorno', language);
      const messages = [subject, button, attachment, ...Object.values(paragraphs)];
      return notice.examples.flatMap((example) => {
        const values: Values = { ...example, name: 'Ana', brand: 'Retorno' };
        return messages.map((message) => `${notice.name} ${language}: ${message?.(values)}`);
      });
    }),
  );
}

test('bundled notices read as those in their folders do, and bring no parser and no compiler with them', async () => {
  const outdir = mkdtempSync(join(project, 'node_modules/.cache/bundled-notices-'));
  const { metafile } = await build({
    ...bundling({ programmes }),
    entryPoints: ['notices/catalogue.ts'],
    outdir,
    metafile: true,
  });
  const bundled = (await import(join(outdir, 'catalogue.mjs'))) as typeof catalogue;
  rmSync(outdir, { recursive: true });
  expect(readings(bundled)).toEqual(readings(catalogue));
  const parts = Object.keys(metafile.inputs);
  expect(parts.some((file) => file.includes('@messageformat/runtime'))).toBe(true);
  expect(parts.filter((file) => /messageformat\/(core|parser)|\/moo\/|notices\/build\/|\.md$/.test(file))).toEqual([]);
});
