import { onTimer } from '#layers/runtime/on-timer.ts';
import type { Key } from '#layers/table/change.ts';
import { disarm } from '#layers/table/timer.ts';
import { contract } from './contract.ts';
import { deliver } from './deliver.ts';
import { storedMail } from './mailbox.ts';

export const handler = onTimer(contract, {
  mail: async (timer, { programme, origin }) => {
    const mail = await storedMail(timer.data as unknown as Key);
    if (mail === undefined) return { replayed: true };
    return deliver(origin, programme, mail, { from: 'held', finish: [disarm(timer)] });
  },
});
