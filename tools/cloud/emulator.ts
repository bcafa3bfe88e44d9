/**
 * AWS on this computer: MiniStack, a Python program from PyPI, in a virtual environment of the project's own.
 *
 * Nothing of the developer's surroundings reaches it (no AWS profile, no NODE_OPTIONS, no local time), since functions
 * inherit what it has. It keeps nothing between two starts. Several run side by side, each with its own folder and ports.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { availableMemory } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { localAccount, localRegion } from '../../infra/names.ts';
import { type Child, startChild } from './child.ts';
import { demandFree, loopback } from './ports.ts';

const run = promisify(execFile);
const project = resolve(import.meta.dirname, '../..');
const venv = join(project, '.local/venv');
const requirements = join(import.meta.dirname, 'requirements.txt');

export const region = localRegion;
export const account = localAccount;

/** The emulator's own credentials: whoever signs with them may do everything, and everybody else what their role allows. */
export const root = { accessKeyId: account, secretAccessKey: 'test' };

export type Emulator = {
  endpoint: string;
  region: string;
  mqttUrl: string;
  /** The authority that devices must trust to connect to `mqttUrl`. */
  caFile: string;
  logFile: string;
  stop(): Promise<void>;
};

type Options = {
  /** Its own folder: log, certificate authority, the functions' code while it runs. */
  dir: string;
  port: number;
  mqttPort: number;
  /** Mails that the product sends arrive here, by SMTP. */
  smtpPort: number;
  report?: (line: string) => void;
};

export const startEmulator = async ({
  dir,
  port,
  mqttPort,
  smtpPort,
  report = () => {},
}: Options): Promise<Emulator> => {
  warnOfLowMemory(report);
  await installEmulatorOnce(report);
  await demandFree(port, '--port');
  await demandFree(mqttPort, '--mqtt-port');

  const at = (name: string) => join(resolve(dir), name);
  for (const folder of ['tmp', 's3', 'state']) {
    await rm(at(folder), { recursive: true, force: true });
    await mkdir(at(folder), { recursive: true });
  }
  // Functions are started there by a CommonJS script, which the project's own package.json would make an ES module.
  await writeFile(at('tmp/package.json'), '{ "type": "commonjs" }');
  const logFile = at('emulator.log');
  const caFile = at('ca.pem');
  const endpoint = `http://localhost:${port}`;
  const child = startChild([join(venv, 'bin/python'), join(import.meta.dirname, 'emulator.py')], {
    cwd: project,
    log: logFile,
    env: {
      ...bareEnvironment(),
      GATEWAY_PORT: String(port),
      BIND_HOST: loopback,
      IOT_MTLS_PORT: String(mqttPort), // it listens on all interfaces: BIND_HOST does not reach it
      SMTP_HOST: `${loopback}:${smtpPort}`,
      MINISTACK_REGION: region,
      AUTH: 'true',
      AWS_ACCESS_KEY_ID: root.accessKeyId,
      AWS_SECRET_ACCESS_KEY: root.secretAccessKey,
      TMPDIR: at('tmp'),
      S3_DATA_DIR: at('s3'),
      STATE_DIR: at('state'),
      PERSIST_STATE: '0',
      NODE_PATH: join(project, 'node_modules'),
      TZ: 'UTC', // as on Lambda
    },
  });
  try {
    await untilHealthy(endpoint, child, logFile);
    await writeFile(caFile, await fetched(`${endpoint}/_ministack/iot/ca.pem`));
  } catch (error) {
    await child.stop();
    throw error;
  }
  return { endpoint, region, mqttUrl: `mqtts://localhost:${mqttPort}`, caFile, logFile, stop: child.stop };
};

/** What a program finds in its environment when it is to act on the local cloud and can act on no other. */
export const cloudEnvironment = (endpoint: string): NodeJS.ProcessEnv => ({
  ...bareEnvironment(),
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: root.accessKeyId,
  AWS_SECRET_ACCESS_KEY: root.secretAccessKey,
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
});

const bareEnvironment = (): NodeJS.ProcessEnv => ({
  HOME: process.env.HOME,
  LANG: 'en_US.UTF-8',
  PATH: `${join(project, 'node_modules/.bin')}:${process.env.PATH}`,
});

let installation: Promise<void> | undefined;

/** Clouds that start side by side wait for one installation. */
const installEmulatorOnce = (report: (line: string) => void): Promise<void> => {
  installation ??= installEmulator(report);
  return installation;
};

/** Made aside and renamed into place, so that an interrupted installation, or two at once, never leave half of one. */
const installEmulator = async (report: (line: string) => void): Promise<void> => {
  if (await isInstalled()) return;
  report('Installing the AWS emulator (once, about 15 s, 110 MB)');
  const python = await findPython();
  const aside = `${venv}-${process.pid}`;
  await mkdir(join(project, '.local'), { recursive: true });
  try {
    await run(python, ['-m', 'venv', aside]);
    await run(join(aside, 'bin/python'), [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '-r',
      requirements,
    ]);
    await cp(requirements, join(aside, 'requirements.txt'));
    if (await isInstalled()) return; // another start was quicker
    await rm(venv, { recursive: true, force: true });
    await rename(aside, venv);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
};

/** The copy of the requirements is the last file written, hence the stamp of a whole installation. */
const isInstalled = async (): Promise<boolean> => {
  const stamp = join(venv, 'requirements.txt');
  return existsSync(stamp) && (await readFile(stamp, 'utf8')) === (await readFile(requirements, 'utf8'));
};

const findPython = async (): Promise<string> => {
  const fits = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))';
  for (const python of ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11']) {
    const found = await run(python, ['-c', fits]).then(
      () => true,
      () => false,
    );
    if (found) return python;
  }
  throw new Error(
    'The local cloud needs Python 3.11 or newer with its venv module, and found none.\n' +
      'Install it (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python) and start again.',
  );
};

const warnOfLowMemory = (report: (line: string) => void): void => {
  const free = Math.round(availableMemory() / 2 ** 20);
  if (free < 2048)
    report(
      `Only ${free} MB of memory are free. Each running function takes about 65 MB: close something if it gets slow.`,
    );
};

const untilHealthy = async (endpoint: string, child: Child, logFile: string): Promise<void> => {
  let ended = false;
  child.ended.then(() => {
    ended = true;
  });
  const deadline = Date.now() + 30_000;
  while (!(await isHealthy(endpoint))) {
    if (ended || Date.now() > deadline) {
      const last = (await readFile(logFile, 'utf8')).trimEnd().split('\n').slice(-15).join('\n');
      throw new Error(
        `The AWS emulator ${ended ? 'ended at once' : 'did not answer within 30 s'}. Its last words (${logFile}):\n${last}`,
      );
    }
    await sleep(50);
  }
};

const isHealthy = (endpoint: string): Promise<boolean> =>
  fetch(`${endpoint}/_ministack/health`, { signal: AbortSignal.timeout(2000) }).then(
    (response) => response.ok,
    () => false,
  );

const fetched = async (url: string): Promise<string> => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.text();
};
