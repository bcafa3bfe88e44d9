/** Parts of the product, built from the product's own sources with a fault planted in one of them. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { programmes } from '#brands/programmes.ts';
import { dataInside } from '../../../infra/bundle.ts';
import type { Handler } from './gateway.ts';

const project = join(import.meta.dirname, '../../..');

export interface Fault {
  /** What is gone. */
  readonly without: string;
  readonly file: string;
  readonly text: string;
  /** What stands in its place. */
  readonly instead?: string;
}

/** Packages are left where they are, so the copy must lie where Node finds them. */
const folder = join(project, 'node_modules/.cache/planted');

/** The API of a capability as it is, or with a fault. */
export async function apiOf(capability: string, fault?: Fault): Promise<Handler> {
  const { handler } = await builtOf<{ handler: Handler }>(
    `export { handler } from './functions/${capability}/api.ts';`,
    fault,
  );
  return handler;
}

/**
 * A module that stands on the product's own sources, as they are or with a fault in one of them. Throws where the text to
 * replace does not stand there once.
 */
export async function builtOf<Module>(contents: string, fault?: Fault): Promise<Module> {
  const source = fault && join(project, fault.file);
  if (source !== undefined && !existsSync(source)) throw new Error(`${fault?.file} is not there`);
  const outfile = join(folder, `${randomUUID()}.mjs`);
  let planted = fault === undefined;
  await build({
    stdin: { contents, resolveDir: project, loader: 'ts' },
    outfile,
    absWorkingDir: project,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
    plugins: [
      ...dataInside(programmes),
      {
        name: 'fault',
        setup(bundle) {
          bundle.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
            if (path !== source) return null;
            planted = true;
            return { contents: replaced(await readFile(path, 'utf8'), fault as Fault), loader: 'ts' };
          });
        },
      },
    ],
  });
  if (!planted) throw new Error(`${fault?.file} is no part of it`);
  const built = (await import(outfile)) as Module;
  await rm(outfile);
  return built;
}

/** Wherever a formatter breaks the lines. */
function replaced(source: string, { file, text, instead = '' }: Fault): string {
  const letters = [...text.replace(/\s/g, '')].map((letter) => letter.replace(/[^\w]/, '\\$&'));
  const [before, after, ...more] = source.split(new RegExp(letters.join('\\s*')));
  if (after === undefined || more.length > 0) throw new Error(`${file} does not hold once: ${text}`);
  return `${before}${instead}${after}`;
}
