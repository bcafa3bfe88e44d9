import { onEvent } from '#layers/runtime/on-event.ts';
import { learnBin } from './bins/bins.ts';
import { requestFull } from './books/requests.ts';
import { contract } from './contract.ts';

export const handler = onEvent(contract, {
  'device.provisioned': async ({ data }, { origin, programme }) => {
    const { deviceId, siteId, organisationId } = data;
    if (programme.collections !== undefined && siteId !== undefined && organisationId !== undefined)
      await learnBin(origin, { deviceId, siteId, organisationId });
  },
  'device.full': ({ data }, { origin, programme }) => requestFull(origin, programme, data),
});
