/**
 * The product onto the local cloud: the same `cdk deploy` as for a real account. Only `AWS_ENDPOINT_URL` differs.
 *
 * Bootstrapping and synthesis do not need each other, so they run side by side; then all stacks are deployed.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Child, startChild } from './child.ts';
import { account, cloudEnvironment } from './emulator.ts';

const project = resolve(import.meta.dirname, '..');

type Options = {
  endpoint: string;
  region: string;
  /** For the assembly and the logs of this deployment. Bootstrapping runs in it, so it must hold no cdk.json. */
  outDir: string;
  /** What the app is told, as by `-c name=value`. */
  context?: Readonly<Record<string, string>>;
  /** The command that synthesises the stacks. */
  app?: string;
  /** The emulator's log: why a function could not start stands only there. */
  emulatorLog?: string;
  timeoutMs?: number;
  report?: (line: string) => void;
};

/** Where the brands' files are, if elsewhere than in `brands/`. */
const brandsFolder = process.env.BRANDS_DIR === undefined ? {} : { BRANDS_DIR: process.env.BRANDS_DIR };

/** The outputs of each stack, by stack and name. */
export type StackOutputs = Record<string, Record<string, string>>;

export const deploy = async ({
  endpoint,
  region,
  outDir,
  context = {},
  app = 'node infra/app.ts',
  emulatorLog,
  timeoutMs = 240_000,
  report = () => {},
}: Options): Promise<StackOutputs> => {
  const at = (name: string) => join(resolve(outDir), name);
  await mkdir(outDir, { recursive: true });

  const children: Child[] = [];
  const stopAll = () => Promise.all(children.map((child) => child.stop()));
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    void stopAll();
  }, timeoutMs);

  const cdk = async (step: string, cwd: string, args: readonly string[], onLine?: (line: string) => void) => {
    const log = at(`${step}.log`);
    const child = startChild(['cdk', step, ...args, '--ci', '--no-notices'], {
      cwd,
      env: {
        ...cloudEnvironment(endpoint),
        ...brandsFolder,
        CDK_DISABLE_CLI_TELEMETRY: 'true',
        CDK_VALIDATION: 'false',
      },
      log,
      onLine,
    });
    children.push(child);
    const code = await child.ended;
    if (code === 0) return;
    const outcome = late ? `did not end within ${timeoutMs / 1000} s` : `failed (exit code ${code})`;
    throw new Error(`cdk ${step} ${outcome}. The end of ${log}:\n${await lastWords(log, emulatorLog)}`);
  };

  const contextArgs = Object.entries(context).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  try {
    await Promise.all([
      cdk('bootstrap', outDir, [`aws://${account}/${region}`]),
      cdk('synth', project, ['--app', app, '--output', at('cdk.out'), '--quiet', ...contextArgs]),
    ]);
    const started = Date.now();
    await cdk(
      'deploy',
      project,
      [
        ...['--all', '--app', at('cdk.out'), '--outputs-file', at('outputs.json')],
        ...['--require-approval', 'never', '--method', 'direct', '--concurrency', '6'],
      ],
      (line) => {
        const stack = /✅\s+(\S+)/.exec(line)?.[1];
        if (stack) report(`${stack} is there after ${((Date.now() - started) / 1000).toFixed(1)} s`);
      },
    );
  } finally {
    clearTimeout(limit);
    await stopAll();
  }
  return JSON.parse(await readFile(at('outputs.json'), 'utf8')) as StackOutputs;
};

const lastWords = async (log: string, emulatorLog: string | undefined): Promise<string> => {
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
};
