import { cpSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { Stage } from 'aws-cdk-lib';
import { Code, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { fontPackages } from '../../functions/recycling/papers/font-packages.ts';
import { partsOf } from '../../functions/recycling/papers/font-parts.ts';
import { namesIn } from '../references.ts';

const packages = resolve(import.meta.dirname, '../../node_modules');
const require = createRequire(import.meta.url);

/**
 * The fonts of scripts that DejaVu lacks, and HarfBuzz, beside the code of functions that draw papers. They lie in a layer as they lie in
 * `node_modules`, so that the code finds them in either by the same line, and a change of the code does not send them again.
 */
export class PaperFonts extends LayerVersion {
  constructor(scope: Construct, id: string) {
    const folder = join(Stage.of(scope)?.outdir ?? 'cdk.out', 'layers', 'paper-fonts');
    for (const file of files()) {
      const copy = join(folder, 'nodejs/node_modules', relative(packages, file));
      mkdirSync(dirname(copy), { recursive: true });
      cpSync(file, copy, { recursive: true });
    }
    super(scope, id, {
      layerVersionName: namesIn(scope).paperFonts,
      description: 'Fonts for names on papers, and what puts their letters in place',
      code: Code.fromAsset(folder),
    });
  }
}

/** What is deployed of each package: its licence goes with it. */
function files(): string[] {
  const shaping = dirname(dirname(require.resolve('harfbuzzjs')));
  const fonts = fontPackages.flatMap((name) => [
    ...['package.json', 'LICENSE', 'unicode.json'].map((file) => join(packages, name, file)),
    ...partsOf(name).flatMap(({ files: { regular, bold } }) => [regular, bold]),
  ]);
  const shaper = ['package.json', 'LICENSE', 'dist/index.mjs', 'dist/harfbuzz.js', 'dist/harfbuzz.wasm'];
  return [...fonts, ...shaper.map((file) => join(shaping, file))];
}
