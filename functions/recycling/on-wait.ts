import { onWait } from '#layers/runtime/on-wait.ts';
import { contract } from './contract.ts';
import { waitAt } from './execution.ts';
import { isWait } from './machine.ts';

/** The waits of a case's execution: each lays its token down and goes on when the facts are such. */
export const handler = onWait(async ({ brand, caseId, step, token }, since) => {
  if (!isWait(step)) throw new Error(`no wait ${step}`);
  await waitAt({ brand, owner: contract.capability }, { caseId, wait: step, token, since });
});
