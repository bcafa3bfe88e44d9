import { onEvent } from '#layers/runtime/on-event.ts';
import { lastWins } from '#layers/table/last-wins.ts';
import { customerPartition, ownerKey } from './cases/case.ts';
import { casesOf } from './cases/cases.ts';
import { contract } from './contract.ts';
import { documentMailedBy, paperUnsent, sendUnaddressed } from './papers/mails.ts';

export const handler = onEvent(contract, {
  'device.claimed': async ({ data: { serial, customerId, kind }, time: at }, { origin }) => {
    if (serial !== undefined) await lastWins(ownerKey(origin.brand, serial), { at }, { set: { customerId, kind } });
  },
  'device.released': async ({ data: { serial }, time: at }, { origin }) => {
    if (serial !== undefined) await lastWins(ownerKey(origin.brand, serial), { at }, { remove: ['customerId'] });
  },
  'order.delivered': ({ data: { customerId }, time: at }, { origin }) =>
    lastWins({ pk: customerPartition(origin.brand, customerId), sk: 'delivered' }, { at }),
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
