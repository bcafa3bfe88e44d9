import { onEvent } from '#layers/runtime/on-event.ts';
import { ConditionFailed, type Key, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import type { Origin } from '#layers/table/origin.ts';
import type { Instant } from '#layers/time/clock.ts';
import { customerPartition, ownerKey } from './case.ts';
import { record } from './cases.ts';
import { contract } from './contract.ts';
import { documentMailedBy } from './mails.ts';

/** Keeps what was so last, by the time at which it happened: events come in any order. */
async function keepLast(origin: Origin, key: Key, at: Instant, set: object, remove: readonly string[] = []) {
  const change = update(key, { set: { ...set, at }, remove, when: { below: { at } } });
  await commit(origin, { changes: [change] }).catch((error) => {
    if (!(error instanceof ConditionFailed)) throw error;
  });
}

/** A paper did not leave, or nobody knows: somebody must see to it, unless it was asked for once more meanwhile. */
async function paperUnsent(origin: Origin, template: string, cause: Origin['cause']): Promise<void> {
  const [kind, caseId] = cause.subject.split('#');
  const document = documentMailedBy(template);
  if (kind !== 'case' || caseId === undefined || document === undefined) return;
  await record(origin, caseId, ({ mailed, unsent = [] }) =>
    mailed?.[document]?.id !== cause.id || unsent.includes(document)
      ? undefined
      : { set: { unsent: [...unsent, document] } },
  );
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
  'notification.suppressed': ({ data: { template }, cause }, { origin }) => paperUnsent(origin, template, cause),
});
