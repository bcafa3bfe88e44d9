import { goOn, startExecution } from '#layers/aws/stepfunctions.ts';
import { update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import type { Origin } from '#layers/table/origin.ts';
import { get } from '#layers/table/read.ts';
import { now } from '#layers/time/clock.ts';
import { type Case, caseKey } from './case.ts';
import { awaited } from './rules.ts';

type Whose = Pick<Origin, 'brand' | 'owner'>;

/** The origin of what has no event: where the case stands settles whether it happens. */
const plain = ({ brand, owner }: Whose, caseId: string): Origin => ({
  brand,
  owner,
  cause: { id: caseId, subject: `case#${caseId}`, time: now() },
  hash: caseId,
  actor: { id: owner, role: 'system' },
});

/** One execution a case, named by it: starting it again finds it there. */
async function start(whose: Whose, { caseId, startedAt }: Case): Promise<void> {
  if (startedAt !== undefined) return;
  const machine = process.env.STATE_MACHINE;
  if (machine === undefined) throw new Error('STATE_MACHINE is not set');
  await startExecution(machine, `${whose.brand}-${caseId}`, { brand: whose.brand, caseId });
  await commit(plain(whose, caseId), {
    changes: [update(caseKey(whose.brand, caseId), { set: { startedAt: now() }, when: { exists: ['pk'] } })],
  });
}

/** Lets the execution go on where a fact has come that its wait is for. */
export async function wake({ wait, token }: Case, facts: Case): Promise<void> {
  const outcome = wait === undefined ? undefined : awaited(wait, facts);
  if (token !== undefined && outcome !== undefined) await goOn(token, { outcome });
}

/** Starts the execution if it is not started, and lets it go on if it should. Doing it again does nothing. */
export async function drive(whose: Whose, caseId: string): Promise<void> {
  const found = await get<Case>(caseKey(whose.brand, caseId));
  if (found === undefined || found.closedAt !== undefined) return;
  await start(whose, found);
  await wake(found, found);
}

/** The execution waits at `wait`: its token is kept first, and then the facts are looked at, so that none is missed. */
export async function waitAt(whose: Whose, caseId: string, wait: string, token: string): Promise<void> {
  const key = caseKey(whose.brand, caseId);
  await commit(plain(whose, caseId), {
    changes: [update(key, { set: { wait, token }, when: { exists: ['pk'] } })],
  });
  const found = await get<Case>(key);
  if (found !== undefined) await wake({ ...found, wait, token }, found);
}
