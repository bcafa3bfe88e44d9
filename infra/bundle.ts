import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { brandsFolder } from '#brands/load.ts';
import { drawings, pictures } from '#brands/load-logos.ts';
import { definingFiles } from '#events/load.ts';
import { compiledModule } from '#notices/build/compile-module.ts';
import { readNotices } from '#notices/build/folders.ts';
import type { Declared } from './capabilities.ts';
import type { Stage } from './stage.ts';

const project = join(import.meta.dirname, '..');

/** The code of an entry, such as `points` and `on-event`. */
export type Bundles = (capability: string, entry: string) => Code;

/** Bundles every entry by one call of esbuild, each into a folder of its own under `outDir`, with all it needs. */
export async function bundleEntries(declared: readonly Declared[], stage: Stage, outDir: string): Promise<Bundles> {
  await build({ ...bundling(stage), entryPoints: entryPoints(declared), outdir: outDir });
  return (capability, entry) => Code.fromAsset(join(outDir, folder(capability, entry)));
}

const folder = (capability: string, entry: string): string => `${capability}-${entry}`;

/** The file of each entry, by that of its bundle. */
export const entryPoints = (declared: readonly Declared[]): Record<string, string> =>
  Object.fromEntries(
    declared.flatMap(({ contract: { capability }, entries }) =>
      entries.map((entry) => [
        `${folder(capability, entry)}/index`,
        join(project, 'functions', capability, `${entry}.ts`),
      ]),
    ),
  );

/** How entries are bundled, for a deployment of these programmes. */
export const bundling = ({ programmes }: Pick<Stage, 'programmes'>) =>
  ({
    absWorkingDir: project,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    logLevel: 'warning',
    loader: { '.ttf': 'binary' },
    plugins: [...dataInside(programmes), fontsInside, credentialsOfLambda, quickBuiltins],
  }) satisfies BuildOptions;

/** Puts what lies in folders, such as brands, events and notices, in the place of the files that read them. */
export const dataInside = (programmes: Stage['programmes']): Plugin[] => [
  programmesOf(programmes),
  logosOf(Object.keys(programmes)),
  noticesTo(Object.keys(programmes)),
  eventsInside,
];

/** Puts the deployment's programmes, checked when this began, in the place of the file that reads and checks them. */
function programmesOf(programmes: Stage['programmes']): Plugin {
  const file = join(project, 'brands/load.ts');
  return {
    name: 'programmes',
    setup(bundle) {
      bundle.onLoad({ filter: /[/\\]brands[/\\]load\.ts$/ }, ({ path }) =>
        path === file ? { contents: `export const loaded = ${JSON.stringify(programmes)};`, loader: 'js' } : undefined,
      );
    },
  };
}

/** Puts the logos of the deployment's brands in the place of the file that reads them. A bundle keeps the kind that it uses. */
function logosOf(carried: readonly string[]): Plugin {
  const ofCarried = <Logo>(logos: Readonly<Record<string, Logo>>) =>
    JSON.stringify(Object.fromEntries(carried.map((brand) => [brand, logos[brand]])));
  return {
    name: 'logos-inside',
    setup(bundle) {
      bundle.onLoad({ filter: /[/\\]brands[/\\]load-logos\.ts$/ }, () => ({
        contents: `export const drawings = ${ofCarried(drawings)};
          export const pictures = ${ofCarried(pictures)};`,
        loader: 'js',
      }));
    },
  };
}

/** Puts imports of every event in the place of the file that looks for them in their folders. */
const eventsInside: Plugin = {
  name: 'events-inside',
  setup(bundle) {
    const events = join(project, 'events');
    bundle.onLoad({ filter: /[/\\]events[/\\]load\.ts$/ }, () => {
      const files = definingFiles(events);
      const imports = files.map((file, at) => `import * as event${at} from './${file}';`);
      const definitions = files.map((_, at) => `...Object.values(event${at})`);
      return {
        contents: `${imports.join('\n')}\nexport const loaded = [${definitions.join(', ')}];`,
        resolveDir: events,
        loader: 'js',
        watchDirs: [events],
      };
    });
  },
};

/** Puts imports of every notice, and their texts compiled to code, in the place of the file that reads them from their folders. */
function noticesTo(carried: readonly string[]): Plugin {
  const notices = join(project, 'notices');
  const texts = 'texts-of-notices';
  return {
    name: 'notices-inside',
    setup(bundle) {
      const written = () => readNotices({ notices, brands: brandsFolder, carried });
      bundle.onLoad({ filter: /[/\\]notices[/\\]load\.ts$/ }, async () => {
        const { layout, notices: found } = await written();
        const imports = found.map(
          ({ owner, name }, at) => `import { notice as n${at} } from './${owner}/${name}/notice.ts';`,
        );
        const named = found.map(({ owner, name }, at) => `{ ...n${at}, owner: '${owner}', name: '${name}' }`);
        return {
          contents: `export { default as texts } from '${texts}';
            ${imports.join('\n')}
            export const layout = ${JSON.stringify(layout)};
            export const notices = [${named.join(', ')}];`,
          resolveDir: notices,
          loader: 'js',
          watchDirs: [notices],
        };
      });
      bundle.onResolve({ filter: new RegExp(`^${texts}$`) }, ({ path }) => ({
        path,
        namespace: texts,
        sideEffects: false,
      }));
      bundle.onLoad({ filter: /.*/, namespace: texts }, async () => ({
        contents: compiledModule(await written()),
        resolveDir: notices,
        loader: 'js',
      }));
    },
  };
}

/** Puts the fonts of papers into the bundles that need them, in the place of the file that reads them from their package. */
const fontsInside: Plugin = {
  name: 'fonts-inside',
  setup(bundle) {
    bundle.onLoad({ filter: /[/\\]functions[/\\]recycling[/\\]papers[/\\]fonts\.ts$/ }, () => ({
      contents: `import regular from 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf';
        import bold from 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf';
        export const fonts = { regular, bold };`,
      resolveDir: project,
      loader: 'js',
    }));
  },
};

/**
 * On Lambda the credentials are in the environment. The SDK's search for others (files, single sign-on, instance roles)
 * is 135 kB of each bundle and 17 ms of each start.
 */
const credentialsOfLambda: Plugin = {
  name: 'credentials-of-lambda',
  setup(bundle) {
    bundle.onLoad({ filter: /[/\\]credential-provider-node[/\\]dist-es[/\\]index\.js$/ }, ({ path }) => ({
      contents: `export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';`,
      resolveDir: join(path, '..'),
    }));
  },
};

/** Node finds a builtin module in 10 ms less a start when it is asked for it than by an ESM import. */
const quickBuiltins: Plugin = {
  name: 'quick-builtins',
  setup(bundle) {
    bundle.onResolve({ filter: new RegExp(`^(node:)?(${builtinModules.join('|')})$`) }, ({ path }) => ({
      path,
      namespace: 'builtin',
    }));
    bundle.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}');`,
    }));
  },
};
