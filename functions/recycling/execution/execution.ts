import { goOn, hasEnded, startExecution } from '#layers/aws/stepfunctions.ts';
import { environment } from '#layers/environment.ts';
import { update } from '#layers/table/change.ts';
import { commitIf } from '#layers/table/commit.ts';
import type { Origin } from '#layers/table/origin.ts';
import { get } from '#layers/table/read.ts';
import { between, days, now } from '#layers/time/clock.ts';
import { type Case, caseKey } from '../cases/case.ts';
import { awaited, standsStill } from '../rules.ts';
import type { Wait } from './machine.ts';

type Whose = Pick<Origin, 'brand' | 'owner'>;

/** The origin of what has no event: where the case stands settles whether it happens. */
const plain = ({ brand, owner }: Whose, caseId: string): Origin => ({
  brand,
  owner,
  cause: { id: caseId, subject: `case#${caseId}`, time: now() },
  hash: caseId,
  actor: { id: owner, role: 'system' },
});

/** One execution a case, named by it, so that starting it again finds it there. */
const executionOf = ({ brand }: Whose, { caseId, runs = 0 }: Case): string =>
  `${brand}-${caseId}${runs === 0 ? '' : `-${runs}`}`;

async function start(whose: Whose, found: Case): Promise<void> {
  const { caseId, startedAt, runs } = found;
  if (startedAt !== undefined) return;
  await startExecution(environment.STATE_MACHINE, executionOf(whose, found), { brand: whose.brand, caseId });
  const when = runs === undefined ? { absent: ['runs', 'startedAt'] } : { equals: { runs }, absent: ['startedAt'] };
  const started = update(caseKey(whose.brand, caseId), { set: { startedAt: now() }, when });
  await commitIf(plain(whose, caseId), started);
}

/** Lets the execution go on where a fact has come that its wait is for. */
async function wake(found: Case): Promise<void> {
  const { wait, token } = found;
  const outcome = wait && awaited(wait, found);
  if (token !== undefined && outcome !== undefined) await goOn(token, { outcome });
}

/** Starts the execution if it is not started, and lets it go on if it should. Doing it again does nothing. */
export async function drive(whose: Whose, caseId: string): Promise<void> {
  const found = await caseIn(whose, caseId);
  if (found === undefined || found.closedAt !== undefined) return;
  await start(whose, found);
  await wake(found);
}

/**
 * Drives a case whose last fact is a while ago, and says whether that was enough. An execution that ended before its case
 * (it was stopped, or it failed beyond its own retries) is followed by another: every step finds what is done already.
 */
export async function seeThrough(whose: Whose, caseId: string): Promise<boolean> {
  await drive(whose, caseId);
  const found = await caseIn(whose, caseId);
  if (found === undefined || standsStill(found)) return true;
  const { startedAt, runs = 0 } = found;
  if (startedAt === undefined) return false;
  // Step Functions forgets what ended 90 days ago; what began just now it may not know yet.
  const ended =
    (await hasEnded(environment.STATE_MACHINE, executionOf(whose, found))) ?? between(startedAt, now()) > days(1);
  if (!ended) return false;
  const anew = update(caseKey(whose.brand, caseId), {
    set: { runs: runs + 1 },
    remove: ['startedAt', 'wait', 'token'],
    when: { equals: { startedAt }, absent: ['closedAt'] },
  });
  await commitIf(plain(whose, caseId), anew);
  await drive(whose, caseId);
  return false;
}

/**
 * The execution waits at `wait`: its token is kept first, and then the facts are looked at, so that none is missed. The
 * news of a wait may be doubled or late; that of a later one stands.
 */
export async function waitAt(
  whose: Whose,
  { caseId, wait, token, since }: { caseId: string; wait: Wait; token: string; since: string },
): Promise<void> {
  const keep = update(caseKey(whose.brand, caseId), {
    set: { wait, token, waitsSince: since },
    when: { exists: ['pk'], below: { waitsSince: since } },
  });
  await commitIf(plain(whose, caseId), keep);
  const found = await caseIn(whose, caseId);
  if (found?.token === token) await wake(found);
}

const caseIn = ({ brand }: Whose, caseId: string): Promise<Case | undefined> => get<Case>(caseKey(brand, caseId));
