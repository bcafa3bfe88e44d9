import { onTimer } from '#layers/runtime/on-timer.ts';
import { contract } from './contract.ts';
import { lotIsDue } from './expiry.ts';

export const handler = onTimer(contract, {
  lot: (timer, { origin }) => lotIsDue(origin, timer),
});
