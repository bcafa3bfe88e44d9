/** The ledger's claims: random histories in memory and in the real store, each in a process of its own. */
import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { cloudEnvironment } from '../../tools/cloud/emulator.ts';
import type { Stack } from '../../tools/cloud/stack.ts';
import type { Told } from '../points/histories/run.ts';
import type { Claim } from './claim.ts';

const project = resolve(import.meta.dirname, '../..');
const quiet = '--disable-warning=ExperimentalWarning';

export async function* historyClaims(stack: Stack): AsyncGenerator<Claim> {
  yield claimOf('in memory', await told(stack, ['10000', '2028', '100']));
  yield claimOf('in the real store', await told(stack, ['300', '2029', '100', stack.table]));
}

const claimOf = (where: string, { histories, commands, seed, broken }: Told): Claim => ({
  what: `random histories of the ledger ${where} leave what the reference says, and I1 to I8 hold, after every command`,
  howMany: `${histories} histories, ${commands} commands`,
  result: broken === undefined ? 'every balance as the reference has it' : broken.replaceAll('\n', ' '),
  seed,
  holds: broken === undefined,
});

async function told({ endpoint }: Stack, how: readonly string[]): Promise<Told> {
  const env = { ...process.env, ...cloudEnvironment(endpoint) };
  const program = [quiet, join(project, 'test/points/histories/telling.ts'), ...how];
  const { stdout } = await promisify(execFile)('node', program, { cwd: project, env, maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as Told;
}
