import type { SQSRecord } from 'aws-lambda';
import { type Programme, programmeOf } from '#brands/programmes.ts';
import { commit } from '#layers/table/commit.ts';
import type { Origin } from '#layers/table/origin.ts';
import { disarm, firedBy, Overtaken, Timer } from '#layers/table/timer.ts';
import type { Contract } from './contract.ts';
import { DeadLetter, notKnownYet, whatIsWrong } from './dead-letter.ts';
import { neededVariables } from './needed-variables.ts';
import { logsWith } from './observe.ts';
import { onRecord } from './records.ts';

/** What a handler has beside the timer. It takes the timer away or arms it anew in its own transaction. */
export interface Fired {
  readonly programme: Programme;
  readonly origin: Origin;
}

type Handlers<C extends Contract> = {
  [Kind in keyof C['timers']]: (timer: Timer, fired: Fired) => Promise<{ replayed: boolean }>;
};

/** The entry of a capability's timers, one handler a kind. Late ones act; overtaken and doubled ones do nothing. */
export function onTimer<C extends Contract>(contract: C, handlers: Handlers<C>) {
  const run = async (record: SQSRecord) => {
    const sent = received(record);
    logsWith({ brand: sent.brand, timer: sent.kind, subject: sent.subject });
    const known = Object.hasOwn(contract.timers, sent.kind) ? contract.timers[sent.kind] : undefined;
    if (known === undefined) throw notKnownYet('unknown-timer', `${contract.capability} has no timer ${sent.kind}`);
    const timer = { ...sent, class: known };
    const handler = handlers[timer.kind as keyof C['timers']];
    const programme = programmeOf(timer.brand);
    if (programme === undefined) throw notKnownYet('unknown-brand', `no programme for ${timer.brand}`);
    try {
      const origin = firedBy(timer);
      const { replayed } = await handler(timer, { programme, origin });
      if (replayed) await commit(origin, { changes: [disarm(timer)] });
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  };
  return onRecord(run, { needs: neededVariables(contract, 'on-timer') });
}

function received(record: SQSRecord): Timer {
  let body: unknown;
  try {
    body = JSON.parse(record.body);
  } catch {
    throw new DeadLetter('not-json', 'the message is not JSON');
  }
  const timer = Timer.safeParse(body);
  if (!timer.success) throw new DeadLetter('bad-body', whatIsWrong(timer.error));
  return timer.data;
}
