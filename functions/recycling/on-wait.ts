import * as z from 'zod';
import { onWait, WaitInput } from '#layers/runtime/on-wait.ts';
import { contract } from './contract.ts';
import { waitAt } from './execution/execution.ts';
import { isWait } from './execution/machine.ts';

/** The waits of a case's execution: each lays its token down and goes on when the facts are such. */
export const handler = onWait(
  contract,
  WaitInput.extend({ caseId: z.string() }),
  async ({ brand, caseId, step, token }, since) => {
    if (!isWait(step)) throw new Error(`no wait ${step}`);
    await waitAt({ brand, owner: contract.capability }, { caseId, wait: step, token, since });
  },
);
