import { onEvent } from '#layers/runtime/on-event.ts';
import { contract } from './contract.ts';
import { noteEmptying } from './filling.ts';

export const handler = onEvent(contract, {
  'collection.emptied': ({ data }, { origin }) => noteEmptying(origin, data.deviceId, data.emptiedAt),
});
