/**
 * The product onto the local cloud: the same stacks by the same `cdk deploy` as for a real account. Only `AWS_ENDPOINT_URL`
 * differs, and that nothing is bootstrapped: whoever deploys here may do everything, so a bucket for the code is enough.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import project from '../../cdk.json' with { type: 'json' };
import { localStage } from '../../infra/names.ts';
import { startChild } from './child.ts';
import { account, cloudEnvironment, region } from './emulator.ts';
import { signedFetch } from './signed.ts';

const root = resolve(import.meta.dirname, '../..');
const timeoutMs = 240_000;

/** Where CDK looks for code and templates before it deploys them. */
const assetsBucket = `cdk-hnb659fds-assets-${account}-${region}`;

/** What the stacks are told about a local cloud; `origins` are the brands' addresses. */
export const localContext = (origins: Record<string, string>): Record<string, string> => ({
  stage: localStage,
  local: 'on',
  testClock: 'on',
  origins: JSON.stringify(origins),
});

/** Makes the stacks' templates and code in `outDir`/cdk.out, as `cdk synth` does. It needs no cloud. */
export async function synthesise(outDir: string, context: Record<string, string>): Promise<void> {
  const assembly = join(resolve(outDir), 'cdk.out');
  await mkdir(outDir, { recursive: true });
  await run('synthesis', ['node', 'infra/app.ts'], {
    outDir,
    env: {
      PATH: process.env.PATH,
      CDK_CONTEXT_JSON: JSON.stringify({ ...project.context, ...context }),
      CDK_OUTDIR: assembly,
      CDK_VALIDATION: 'false',
      // Where the brands' files are, if elsewhere than in `brands/`.
      ...(process.env.BRANDS_DIR !== undefined && { BRANDS_DIR: process.env.BRANDS_DIR }),
    },
  });
  // Where each construct was made. `cdk deploy` reads it anew at every event of a stack, which takes two seconds of five.
  const metadata = (await readdir(assembly)).filter((file) => file.endsWith('.metadata.json'));
  await Promise.all(metadata.map((file) => writeFile(join(assembly, file), '{}')));
}

type Deployment = {
  endpoint: string;
  /** Where the stacks were synthesised. */
  outDir: string;
  /** The emulator's log: why a function could not start stands only there. */
  emulatorLog?: string;
  report?: (line: string) => void;
};

/** Makes the one thing that a deployment here needs of what `cdk bootstrap` makes. */
export async function makeAssetsBucket(endpoint: string): Promise<void> {
  const body = `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
  await signedFetch('s3', 'PUT', `${endpoint}/${assetsBucket}`, { body });
}

/** Deploys what was synthesised. */
export async function deploy({ endpoint, outDir, emulatorLog, report = () => {} }: Deployment): Promise<void> {
  const started = Date.now();
  await run(
    'deployment',
    [
      ...['cdk', 'deploy', '--all', '--app', join(resolve(outDir), 'cdk.out'), '--ci', '--no-notices'],
      ...['--require-approval', 'never', '--method', 'direct', '--concurrency', '6'],
    ],
    {
      outDir,
      env: { ...cloudEnvironment(endpoint), CDK_DISABLE_CLI_TELEMETRY: 'true' },
      emulatorLog,
      onLine: (line) => {
        const stack = /✅\s+(\S+)/.exec(line)?.[1];
        if (stack) report(`${stack} is there after ${((Date.now() - started) / 1000).toFixed(1)} s`);
      },
    },
  );
}

type Step = { outDir: string; env: NodeJS.ProcessEnv; emulatorLog?: string; onLine?: (line: string) => void };

async function run(step: string, command: readonly string[], { outDir, env, emulatorLog, onLine }: Step) {
  const log = join(outDir, `${step}.log`);
  const child = startChild(command, { cwd: root, env, log, onLine });
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    void child.stop();
  }, timeoutMs);
  const code = await child.ended.finally(() => clearTimeout(limit));
  if (code === 0) return;
  const outcome = late ? `did not end within ${timeoutMs / 1000} s` : `failed (exit code ${code})`;
  throw new Error(`The ${step} ${outcome}. The end of ${log}:\n${await lastWords(log, emulatorLog)}`);
}

async function lastWords(log: string, emulatorLog: string | undefined): Promise<string> {
  const linesOf = async (file: string) => (await readFile(file, 'utf8')).trimEnd().split('\n');
  const last = (await linesOf(log)).slice(-25);
  if (!emulatorLog) return last.join('\n');
  const unable = new Set(
    (await linesOf(emulatorLog)).filter((line) => /Worker (init failed|process exited)/.test(line)),
  );
  return [
    ...last,
    ...(unable.size > 0 ? ['', `Functions that could not start (${emulatorLog}):`] : []),
    ...unable,
  ].join('\n');
}
