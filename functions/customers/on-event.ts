import { onEvent } from '#layers/runtime/on-event.ts';
import { keepCode } from './cards.ts';
import { contract } from './contract.ts';
import { opensCase, ownsDevice, ownsDeviceNoMore } from './people.ts';

export const handler = onEvent(contract, {
  'device.claimed': ({ data, time }, { origin }) => ownsDevice(origin, data.customerId, data.deviceId, time),
  'device.released': ({ data, time }, { origin }) => ownsDeviceNoMore(origin, data.customerId, data.deviceId, time),
  'card.shown': (event) => keepCode(event),
  'case.requested': ({ data }, { origin }) => opensCase(origin, data.customerId, data.caseId),
});
