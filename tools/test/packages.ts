/**
 * The packages that nearly every test loads, each put together to one file: jest reads a package file by file, and anew
 * for each file of tests (zod alone is 85 files, read 90 times). Nothing is changed in them but where they lie.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

const project = resolve(import.meta.dirname, '../..');
const folder = join(project, '.local/packages');

const packages = [
  '@aws-lambda-powertools/logger',
  '@aws-lambda-powertools/metrics',
  '@aws-sdk/client-cognito-identity-provider',
  '@aws-sdk/client-dynamodb',
  '@aws-sdk/client-eventbridge',
  '@aws-sdk/client-iot',
  '@aws-sdk/client-s3',
  '@aws-sdk/client-secrets-manager',
  '@aws-sdk/client-ses',
  '@aws-sdk/client-sfn',
  '@aws-sdk/client-sqs',
  '@aws-sdk/lib-dynamodb',
  '@aws-sdk/util-dynamodb',
  '@middy/core',
  '@middy/http-router',
  '@messageformat/core',
  '@messageformat/parser',
  'aws-sdk-client-mock',
  'temporal-polyfill',
  'zod',
  'zod/mini',
];

const fileOf = (name: string) => name.replaceAll(/[@/]/g, '_');

/** For jest's `moduleNameMapper`. */
export const bundledPackages = Object.fromEntries(
  packages.map((name) => [`^${name}$`, join(folder, `${fileOf(name)}.mjs`)]),
);

/** Half of zod is its messages in fifty languages, of which only the English are ever written. */
const englishOnly: Plugin = {
  name: 'english-only',
  setup: (bundle) =>
    bundle.onLoad({ filter: /zod[/\\]v4[/\\]locales[/\\]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    })),
};

/** Makes the files, unless they are there and of the versions that the lock file says. */
export async function bundlePackages(): Promise<void> {
  const wanted = createHash('sha256')
    .update(readFileSync(join(project, 'package-lock.json')))
    .update(readFileSync(import.meta.filename))
    .digest('hex');
  const made = join(folder, 'made-of');
  if (existsSync(made) && readFileSync(made, 'utf8') === wanted) return;
  rmSync(folder, { recursive: true, force: true });
  await build({
    absWorkingDir: project,
    entryPoints: Object.fromEntries(packages.map((name) => [fileOf(name), name])),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // A class that several of them hold stays one class.
    splitting: true,
    minifyWhitespace: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    // As it is for Node: for browsers it holds what Node has by itself.
    alias: { sinon: join(project, 'node_modules/sinon/lib/sinon.js') },
    plugins: [englishOnly],
    banner: {
      js: "import { createRequire as requireOf } from 'node:module';const require = requireOf(import.meta.url);",
    },
    logLevel: 'error',
  });
  writeFileSync(made, wanted);
}
