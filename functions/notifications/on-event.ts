import { count } from '#events/values/containers.ts';
import { onEvent } from '#layers/runtime/on-event.ts';
import { lastDay } from '#layers/time/civil.ts';
import { contract } from './contract.ts';
import { notify } from './notify.ts';

export const handler = onEvent(contract, {
  'customer.registered': (event, heard) => notify(event, heard, event.data.customerId, 'welcome', {}),
  'points.earned': async (event, heard) => {
    const { accountId, points, lot, containers } = event.data;
    if (containers === undefined || lot === undefined) return undefined;
    const values = { points, containers: count(containers), expiresOn: lastDay(lot.slice(0, 'yyyy-mm'.length)) };
    return notify(event, heard, accountId, 'deposit-receipt', values);
  },
  'points.expiring': (event, heard) => {
    const { accountId, points, on } = event.data;
    return notify(event, heard, accountId, 'points-expiring', { points, expiresOn: on });
  },

  'case.label-sent': (event, heard) => {
    const { customerId, caseId, expiresOn } = event.data;
    return notify(event, heard, customerId, 'case-label', { caseId, expiresOn });
  },
  'case.extended': (event, heard) => {
    const { customerId, expiresOn } = event.data;
    return notify(event, heard, customerId, 'case-extended', { expiresOn });
  },
  'case.label-expiring': (event, heard) => {
    const { customerId, expiresOn, extendable } = event.data;
    return notify(event, heard, customerId, 'case-expiring', { expiresOn, extendable: Number(extendable) });
  },
  'case.expired': (event, heard) => notify(event, heard, event.data.customerId, 'case-expired', {}),
  'case.received': (event, heard) => {
    const { customerId, inspectedBy } = event.data;
    return notify(event, heard, customerId, 'case-received', inspectedBy === undefined ? {} : { inspectedBy });
  },
  'case.given-up': async (event, heard) => {
    const { customerId, after } = event.data;
    if (after === 'lost') await notify(event, heard, customerId, 'case-given-up', {});
  },
  'case.lost': (event, heard) => notify(event, heard, event.data.customerId, 'case-lost', {}),
  'case.refurbished': (event, heard) => notify(event, heard, event.data.customerId, 'case-refurbished', {}),
  'case.rejected': (event, heard) => {
    const { customerId, serials } = event.data;
    return notify(event, heard, customerId, 'case-rejected', { devices: serials.length });
  },
  'case.cancelled': async (event, heard) => {
    const { customerId } = event.data;
    if (event.actor.id !== customerId) await notify(event, heard, customerId, 'case-cancelled', {});
  },
  'case.certified': (event, heard) => {
    const { customerId, caseId } = event.data;
    return notify(event, heard, customerId, 'case-certificate', { caseId });
  },
  'case.sent-again': (event, heard) => {
    const { customerId, caseId, document } = event.data;
    return notify(event, heard, customerId, `case-${document}`, { caseId });
  },
});
