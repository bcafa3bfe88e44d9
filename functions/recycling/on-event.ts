import { onEvent } from '#layers/runtime/on-event.ts';
import { ConditionFailed, type Key, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import type { Origin } from '#layers/table/origin.ts';
import type { Instant } from '#layers/time/clock.ts';
import { customerPartition, ownerKey } from './case.ts';
import { casesOf } from './cases.ts';
import { contract } from './contract.ts';
import { documentMailedBy, paperUnsent, sendUnaddressed } from './mails.ts';

/** Keeps what was so last, by the time at which it happened: events come in any order. */
async function keepLast(origin: Origin, key: Key, at: Instant, set: object, remove: readonly string[] = []) {
  const change = update(key, { set: { ...set, at }, remove, when: { below: { at } } });
  await commit(origin, { changes: [change] }).catch((error) => {
    if (!(error instanceof ConditionFailed)) throw error;
  });
}

export const handler = onEvent(contract, {
  'device.claimed': async ({ data: { serial, customerId, kind }, time }, { origin }) => {
    if (serial !== undefined) await keepLast(origin, ownerKey(origin.brand, serial), time, { customerId, kind });
  },
  'device.released': async ({ data: { serial }, time }, { origin }) => {
    if (serial !== undefined) await keepLast(origin, ownerKey(origin.brand, serial), time, {}, ['customerId']);
  },
  'order.delivered': ({ data: { customerId }, time }, { origin }) =>
    keepLast(origin, { pk: customerPartition(origin.brand, customerId), sk: 'delivered' }, time, {}),
  'notification.suppressed': async ({ data: { template, reason }, cause }, { origin }) => {
    const [kind, caseId] = cause.subject.split('#');
    const document = documentMailedBy(template);
    if (kind !== 'case' || caseId === undefined || document === undefined) return;
    await paperUnsent(origin, caseId, { document, mailedFor: cause.id, reason });
  },
  'customer.confirmed': async ({ data: { customerId } }, { origin }) => {
    let cursor: string | undefined;
    do {
      const page = await casesOf(origin.brand, customerId, { limit: 100, cursor });
      for (const { caseId, unsent } of page.cases) if (unsent !== undefined) await sendUnaddressed(origin, caseId);
      cursor = page.cursor;
    } while (cursor !== undefined);
  },
});
