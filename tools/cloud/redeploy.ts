/**
 * `npm start -- --watch`: the functions whose code has changed get it within seconds, on the cloud that runs, past CDK. What
 * the stacks are made of (routes, events heard, grants, timers' kinds) changes with the next start only.
 */
import { readdirSync, watch } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type LambdaClient, UpdateAliasCommand, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { build } from 'esbuild';
import { zipSync } from 'fflate';
import { loadProgrammes } from '#brands/load.ts';
import { bundling, entryPoints } from '../../infra/bundle.ts';
import { declaredCapabilities } from '../../infra/capabilities.ts';
import { live, local } from '../../infra/names.ts';
import { lambdaOf, type Where } from './aws.ts';

const project = resolve(import.meta.dirname, '../..');

/** The bundle of an entry, as it was made last. */
interface Bundle {
  readonly hash: string;
  readonly code: Uint8Array;
  /** The files it was made of, as paths within the project. */
  readonly inputs: ReadonlySet<string>;
}

/** Bundles by their folder, such as `points-on-event`. */
type Bundles = Map<string, Bundle>;

/** Watches from now on; to be stopped with the process. */
export async function redeployOnChange(where: Where, report: (line: string) => void): Promise<void> {
  const lambda = lambdaOf(where);
  const entries = entryPoints(await declaredCapabilities());
  const bundles = await bundled(entries);
  const changed = new Set<string>();

  const redeploy = async () => {
    await pause(30); // an editor writes a file in several steps
    const files = [...changed];
    changed.clear();
    const began = performance.now();
    const touched = Object.entries(entries).filter(([bundle]) =>
      files.some((file) => bundles.get(folderOf(bundle))?.inputs.has(file)),
    );
    if (touched.length === 0) return;
    const made = await bundled(Object.fromEntries(touched));
    const news = [...made].filter(([folder, { hash }]) => bundles.get(folder)?.hash !== hash);
    await Promise.all(news.map(([folder, { code }]) => update(lambda, functionOf(folder), code)));
    for (const [folder, bundle] of made) bundles.set(folder, bundle);
    if (news.length === 0) return;
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    report(`Redeployed in ${seconds} s: ${news.map(([folder]) => folder).join(', ')}`);
  };

  let turn = Promise.resolve();
  for (const folder of sourceFolders()) {
    watch(join(project, folder), (_, file) => {
      if (file === null) return;
      for (const part of partsOf(join(folder, file))) changed.add(part);
      turn = turn.then(redeploy).catch((error: Error) => report(`Not redeployed: ${error.message}`));
    });
  }
  report('Watching: a change in brands, events, notices, functions or layers is redeployed');
}

/** The files of bundles in which a file has its part: what is no code stands in the place of the file that loads it. */
function partsOf(file: string): string[] {
  if (file.startsWith('brands')) return ['brands/load.ts', 'notices/load.ts'];
  return file.endsWith('.ts') ? [file] : ['notices/load.ts'];
}

/** Each folder that bundles are made of. Node's own recursive watch loses files that an editor replaces. */
const sourceFolders = (): string[] =>
  ['brands', 'events', 'functions', 'layers', 'notices'].flatMap((folder) => [
    folder,
    ...readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ parentPath, name }) => relative(project, join(parentPath, name))),
  ]);

/** The function whose bundle lies in a folder such as `points-on-event`. */
function functionOf(folder: string): string {
  const [capability = '', ...entry] = folder.split('-');
  return local.functionName(capability, entry.join('-'));
}

const folderOf = (bundle: string): string => bundle.split('/').at(-2) as string;

/** Makes the bundles of some entries, with the brands' data as it stands now. */
async function bundled(entries: Record<string, string>): Promise<Bundles> {
  const programmes = loadProgrammes(join(project, 'brands'));
  const options = { entryPoints: entries, outdir: project, write: false, metafile: true } as const;
  const { outputFiles, metafile } = await build({ ...bundling({ programmes }), ...options });
  return new Map(
    outputFiles.map(({ path, hash, contents: code }) => {
      const made = metafile.outputs[path.slice(project.length + 1)];
      return [folderOf(path), { hash, code, inputs: new Set(Object.keys(made?.inputs ?? {})) }];
    }),
  );
}

/** Publishes code as the function's next version, by which it is called from now on. */
async function update(lambda: LambdaClient, FunctionName: string, code: Uint8Array): Promise<void> {
  const ZipFile = zipSync({ 'index.mjs': code }, { level: 1 });
  const { Version } = await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile, Publish: true }));
  await lambda.send(new UpdateAliasCommand({ FunctionName, Name: live, FunctionVersion: Version }));
}
