import { count } from '#events/containers.ts';
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
});
