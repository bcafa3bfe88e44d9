import { onEvent } from '#layers/runtime/on-event.ts';
import { contract } from './contract.ts';
import { notify } from './notify.ts';

/** Every event that some notice is about is told by the notices that are about it. */
export const handler = onEvent(contract, Object.fromEntries(contract.hears.map(({ type }) => [type, notify])));
