import { personBehind } from '#layers/people/person.ts';
import { onTimer } from '#layers/runtime/on-timer.ts';
import type { Key } from '#layers/table/change.ts';
import { disarm } from '#layers/table/timer.ts';
import { contract } from './contract.ts';
import { deliver, suppress } from './deliver.ts';
import { storedMail } from './mailbox.ts';
import { reasonAgainst } from './wanted.ts';

export const handler = onTimer(contract, {
  /** The quiet hours are over: a held mail leaves, unless its reader is gone or wants it no more. */
  mail: async (timer, { programme, origin }) => {
    const mail = await storedMail(timer.data as unknown as Key);
    const person = mail && (await personBehind(origin.brand, mail.customerId));
    if (mail === undefined || person === undefined) return { replayed: true };
    const against = await reasonAgainst(origin.brand, person, mail.template);
    const held = { from: 'held' as const, finish: [disarm(timer)] };
    const because = { ...origin, ...mail.heard };
    return against === undefined ? deliver(because, programme, mail, held) : suppress(because, mail, against, held);
  },
});
